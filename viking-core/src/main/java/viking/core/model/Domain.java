package viking.core.model;

import java.util.OptionalInt;

/** A domain that a node serves; without a port, at its first exposed one. */
public record Domain(String name, OptionalInt port) {
  public Domain {
    Grammar.DOMAIN.check("domain", name);
    if (port.isPresent() && !Grammar.PORT.matches(Integer.toString(port.getAsInt()))) {
      throw new BadInput("domain " + name + ": " + port.getAsInt() + " is not a port");
    }
  }
}
