package viking.core.model;

/** Where a ready container's port is reached. */
public record Endpoint(JobId job, int port, Protocol protocol, String address, int hostPort) {
  public Endpoint {
    Grammar.ADDRESS.check("address", address);
  }

  /** The value of its key; IPv6 addresses stand in brackets. */
  public String value() {
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + hostPort;
  }
}
