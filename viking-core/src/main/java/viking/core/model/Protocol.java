package viking.core.model;

import java.util.Locale;

/** How a port is spoken to. */
public enum Protocol {
  TCP,
  UDP;

  public static Protocol parse(String text) {
    return valueOf(Grammar.PROTOCOL.check("protocol", text).toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
