package viking.cli.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Connects to an address such as {@code http://h1:1113}. */
final class Dial {
  private final Duration patience;

  Dial(Duration patience) {
    this.patience = patience;
  }

  Socket connect(URI address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(address.getHost().replaceAll("[\\[\\]]", ""), address.getPort()),
          (int) patience.toMillis());
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** The same connection, or a secured one through it where the address wants that. */
  static Socket secured(Socket socket, URI address) throws IOException {
    if (!address.getScheme().equals("https")) {
      return socket;
    }
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket safe =
        (SSLSocket) factory.createSocket(socket, address.getHost(), address.getPort(), true);
    SSLParameters parameters = safe.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    safe.setSSLParameters(parameters);
    safe.startHandshake();
    return safe;
  }

  /** Why there is no connection. */
  String failure(IOException problem) {
    if (problem instanceof SocketTimeoutException) {
      return "no connection came about in " + patience.toSeconds() + " s";
    }
    return problem instanceof UnknownHostException
        ? "the name is not known here"
        : message(problem).replace("Connection", "connection");
  }

  static String message(IOException problem) {
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }
}
