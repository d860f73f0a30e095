package viking.api.http;

import java.net.BindException;
import java.net.InetAddress;
import java.util.Locale;

/** Says why a port could not be had. */
final class Bound {
  private Bound() {}

  static String problem(InetAddress address, int port, Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    String where = "port " + port + " on " + address.getHostAddress();
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof BindException && text.contains("in use")) {
      String holder = PortHolder.of(address, port).orElse("another program");
      return where + " is taken by " + holder + "; stop that, or set another 'port'";
    }
    if (cause instanceof BindException && text.contains("assign")) {
      return address.getHostAddress()
          + " is no address of this host; set 'external' to one that is";
    }
    return where + " cannot be listened on: " + cause.getMessage();
  }
}
