package viking.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import viking.cli.client.Wire.Unreachable;

/**
 * One HTTP exchange that sends and hears at the same time. Neither of the JDK's clients hands out a
 * refusal that comes while the request is still being sent; here that is the usual refusal.
 */
final class Uplink {
  private static final int LOOK_MILLIS = 200;

  private final String token;
  private final Dial dial;

  Uplink(String token, Duration connecting) {
    this.token = token;
    this.dial = new Dial(connecting);
  }

  /**
   * Talks until the last word.
   *
   * @return a refusal, if that was the answer
   * @throws Unreachable if nothing can have been done
   * @throws CutOff if something may have been
   */
  Optional<Reply> exchange(String address, String path, Talk talk) throws Unreachable {
    URI uri = URI.create(address);
    try (Socket socket = open(uri)) {
      Sender sender = new Sender(socket, head(uri, path), talk);
      sender.start();
      try {
        return listen(address, socket, sender, talk);
      } catch (IOException e) {
        throw failure(address, sender, e);
      }
    } catch (IOException e) {
      throw new Unreachable(false, dial.failure(e), e);
    }
  }

  private static Optional<Reply> listen(String address, Socket socket, Sender sender, Talk talk)
      throws IOException {
    InputStream in =
        new BufferedInputStream(new Patient(socket.getInputStream(), address, sender, talk));
    Incoming answer = Incoming.of(in);
    if (answer.status() < 200 || answer.status() >= 300) {
      byte[] body = answer.body().readNBytes(Wire.MOST_OF_A_REFUSAL);
      return Optional.of(new Reply(address, answer.status(), new String(body, UTF_8)));
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    String line;
    while ((line = lines.readLine()) != null) {
      if (!line.isBlank() && talk.heard(Tree.parse(line))) {
        return Optional.empty();
      }
    }
    throw new IOException("it ended too early");
  }

  private static Unreachable failure(String address, Sender sender, IOException problem) {
    if (sender.refusal().isPresent()) {
      throw sender.refusal().get();
    }
    String reason = "the connection to " + address + " broke: " + Dial.message(problem);
    if (sender.finished()) {
      throw new CutOff(reason, problem);
    }
    return new Unreachable(false, "the connection broke: " + Dial.message(problem), problem);
  }

  private Socket open(URI uri) throws IOException {
    Socket socket = dial.connect(uri);
    try {
      socket.setKeepAlive(true);
      // A host that is gone is noticed within half a minute, however long a build is silent.
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 4);
      Socket safe = Dial.secured(socket, uri);
      safe.setSoTimeout(LOOK_MILLIS);
      return safe;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private String head(URI uri, String path) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: "
        + uri.getAuthority()
        + "\r\nContent-Type: application/gzip\r\nAccept: application/x-ndjson\r\n"
        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
  }

  /** Waits for bytes as long as the talk does, and tells it so. */
  private static final class Patient extends FilterInputStream {
    private final String address;
    private final Sender sender;
    private final Talk talk;

    Patient(InputStream in, String address, Sender sender, Talk talk) {
      super(in);
      this.address = address;
      this.sender = sender;
      this.talk = talk;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      while (true) {
        try {
          return in.read(bytes, from, count);
        } catch (SocketTimeoutException e) {
          sender.check();
          talk.waits(address, sender.finished());
        }
      }
    }
  }
}
