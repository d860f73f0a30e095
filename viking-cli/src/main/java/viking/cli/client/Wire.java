package viking.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * One HTTP exchange. The older of the JDK's clients: a command that uses the newer takes half a
 * second longer.
 */
final class Wire {
  static final int MOST_OF_A_REFUSAL = 1 << 20;

  private static final int MOST_BYTES = 256 << 20;

  static {
    // A POST that may have been heard is not repeated behind our back, as is its habit.
    System.setProperty("sun.net.http.retryPost", "false");
    System.setProperty("http.keepAlive", "false");
  }

  private final String token;
  private final Duration connecting;
  private final Duration answering;

  Wire(String token, Duration connecting, Duration answering) {
    this.token = token;
    this.connecting = connecting;
    this.answering = answering;
  }

  Reply exchange(String address, Request request) throws Unreachable {
    boolean connected = false;
    try {
      HttpURLConnection connection = open(address, request);
      connection.connect();
      connected = true;
      if (!request.body().isEmpty()) {
        try (OutputStream out = connection.getOutputStream()) {
          out.write(request.body().getBytes(UTF_8));
        }
      }
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new IOException("what answers is not HTTP");
      }
      return new Reply(address, status, body(connection, status));
    } catch (IOException e) {
      throw new Unreachable(connected, reason(e, connected), e);
    }
  }

  private HttpURLConnection open(String address, Request request) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL(address + request.path()).openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(request.method());
    if (!request.body().isEmpty()) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
    }
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout((int) connecting.toMillis());
    connection.setReadTimeout((int) answering.toMillis());
    connection.setRequestProperty("Accept", "application/json");
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    return connection;
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (in == null) {
        return "";
      }
      byte[] bytes = in.readNBytes(MOST_BYTES);
      if (bytes.length == MOST_BYTES) {
        throw new IOException("the answer does not end");
      }
      return new String(bytes, UTF_8);
    }
  }

  private String reason(IOException problem, boolean connected) {
    if (problem instanceof SocketTimeoutException) {
      return connected
          ? "took the call, but no answer came in " + answering.toSeconds() + " s"
          : "no connection came about in " + connecting.toSeconds() + " s";
    }
    if (problem instanceof UnknownHostException) {
      return "the name is not known here";
    }
    String text = problem.getMessage() == null ? problem.toString() : problem.getMessage();
    return connected ? "the connection broke: " + text : text.replace("Connection", "connection");
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
