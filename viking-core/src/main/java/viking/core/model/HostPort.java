package viking.core.model;

/** A port of a host that only one container can have. */
public record HostPort(int port, Protocol protocol) {
  @Override
  public String toString() {
    return port + "/" + protocol;
  }
}
