package viking.cli.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;

/**
 * One HTTP exchange. Neither of the JDK's clients: the newer takes half a second to load, and the
 * older looks for another of its kind in every jar.
 */
final class Wire {
  static final int MOST_OF_A_REFUSAL = 1 << 20;

  private static final int MOST_BYTES = 256 << 20;

  private final String token;
  private final Dial dial;
  private final Duration answering;

  Wire(String token, Duration connecting, Duration answering) {
    this.token = token;
    this.dial = new Dial(connecting);
    this.answering = answering;
  }

  Reply exchange(String address, Request request) throws Unreachable {
    URI uri = URI.create(address);
    boolean connected = false;
    try (Socket socket = dial.connect(uri)) {
      socket.setSoTimeout((int) answering.toMillis());
      Socket safe = Dial.secured(socket, uri);
      connected = true;
      safe.getOutputStream().write(message(uri, request));
      Incoming answer = Incoming.of(new BufferedInputStream(safe.getInputStream()));
      return new Reply(address, answer.status(), new String(answer.whole(MOST_BYTES), UTF_8));
    } catch (IOException e) {
      throw new Unreachable(connected, connected ? broke(e) : dial.failure(e), e);
    }
  }

  private byte[] message(URI uri, Request request) {
    byte[] body = request.body().getBytes(UTF_8);
    String head =
        request.method()
            + " "
            + request.path()
            + " HTTP/1.1\r\nHost: "
            + uri.getAuthority()
            + "\r\nAccept: application/json\r\n"
            + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
            + (body.length == 0 ? "" : "Content-Type: application/json\r\n")
            + (request.changesNothing() ? "" : "Content-Length: " + body.length + "\r\n")
            + "Connection: close\r\n\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(US_ASCII));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private String broke(IOException problem) {
    return problem instanceof SocketTimeoutException
        ? "took the call, but no answer came in " + answering.toSeconds() + " s"
        : "the connection broke: " + Dial.message(problem);
  }

  /** Nothing came back. */
  static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean connected;

    Unreachable(boolean connected, String reason, Throwable cause) {
      super(reason, cause);
      this.connected = connected;
    }

    /** Whether what was asked may have been heard. */
    boolean connected() {
      return connected;
    }
  }
}
