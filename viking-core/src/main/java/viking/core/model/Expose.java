package viking.core.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A port of the container offered to others; without a fixed host port the engine picks a free one.
 */
public record Expose(int port, Protocol protocol, OptionalInt fixed, boolean open) {
  /**
   * Reads {@code 80}, {@code 53/udp}, {@code 2222:22}, {@code 53:53/udp}; the host's port stands
   * left.
   */
  public static Expose parse(String text) {
    String[] halves = text.split("/", 2);
    Protocol protocol = halves.length == 2 ? Protocol.parse(halves[1]) : Protocol.TCP;
    String[] ports = halves[0].split(":", 2);
    int inner = port(text, ports[ports.length - 1]);
    OptionalInt fixed =
        ports.length == 2 ? OptionalInt.of(port(text, ports[0])) : OptionalInt.empty();
    return new Expose(inner, protocol, fixed, false);
  }

  public Expose opened() {
    return new Expose(port, protocol, fixed, true);
  }

  public Optional<HostPort> hostPort() {
    return fixed.isPresent()
        ? Optional.of(new HostPort(fixed.getAsInt(), protocol))
        : Optional.empty();
  }

  private static int port(String whole, String text) {
    if (!Grammar.PORT.matches(text)) {
      throw new BadInput(
          "expose '" + whole + "' is not a port such as 80, 53/udp or 2222:22 (host port left)");
    }
    return Integer.parseInt(text);
  }

  @Override
  public String toString() {
    return (fixed.isPresent() ? fixed.getAsInt() + ":" : "")
        + port
        + (protocol == Protocol.TCP ? "" : "/" + protocol);
  }
}
