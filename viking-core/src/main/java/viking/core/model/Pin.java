package viking.core.model;

/** Where a slot's volume lives; {@code made} once the volume has been created there. */
public record Pin(String host, String hostId, boolean made) {
  public Pin {
    Grammar.HOSTNAME.check("host", host);
    if (hostId.isBlank()) {
      throw new BadInput("the pin to " + host + " names no host id");
    }
  }

  public Pin withMade() {
    return new Pin(host, hostId, true);
  }
}
