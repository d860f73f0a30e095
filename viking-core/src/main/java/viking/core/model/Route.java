package viking.core.model;

import java.util.OptionalInt;

/** Who owns a domain; a static website has no port. */
public record Route(String stack, String node, OptionalInt port) {
  public Route {
    Grammar.NAME.check("stack", stack);
    Grammar.NAME.check("node", node);
  }
}
