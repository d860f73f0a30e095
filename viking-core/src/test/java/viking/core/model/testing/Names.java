package viking.core.model.testing;

import viking.core.model.JobId;

/** Draws names of every kind: good ones, of any length that is allowed. */
public final class Names {
  private static final String DIGITS = "0123456789";
  private static final String HEX = DIGITS + "abcdef";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String EDGE = LETTERS + DIGITS;
  private static final String INNER = EDGE + "-";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String PRINTING =
      "!\"#$%&'()*+,-.0123456789:;<=>?@[\\]^_`{|}~" + EDGE + UPPER;

  private Names() {}

  /** A stack, a node or an image. */
  public static String name(Draw draw) {
    return label(draw, 32);
  }

  public static String tag(Draw draw) {
    return switch (draw.number(0, 2)) {
      case 0 -> number(draw) + "." + draw.number(1, 99);
      case 1 -> "run." + draw.text(EDGE, 1, 20);
      default -> draw.text(INNER + ".", 1, 63);
    };
  }

  public static JobId job(Draw draw) {
    return new JobId(name(draw), name(draw), tag(draw));
  }

  public static String hostname(Draw draw) {
    StringBuilder name = new StringBuilder(label(draw, 63));
    for (int more = draw.number(0, 2); more > 0; more--) {
      name.append('.').append(label(draw, 63));
    }
    return name.toString();
  }

  public static String domain(Draw draw) {
    return draw.oneIn(10) ? "*" : draw.of(java.util.List.of("", "*.")) + hostname(draw);
  }

  public static String variable(Draw draw) {
    return draw.text(LETTERS + UPPER + "_", 1, 1)
        + draw.text(LETTERS + UPPER + DIGITS + "_", 0, 127);
  }

  public static String number(Draw draw) {
    return draw.text("123456789", 1, 1) + draw.text(DIGITS, 0, 17);
  }

  public static int port(Draw draw) {
    return draw.oneIn(10) ? draw.of(java.util.List.of(1, 65535)) : draw.number(1, 65535);
  }

  public static String address(Draw draw) {
    return draw.oneIn(2) ? four(draw) : six(draw);
  }

  public static String duid(Draw draw) {
    return draw.text(HEX, 2, 2) + (":" + draw.text(HEX, 2, 2)).repeat(draw.number(0, 129));
  }

  /** Printing characters without a slash. */
  public static String free(Draw draw) {
    return draw.text(PRINTING, 1, 255);
  }

  private static String label(Draw draw, int most) {
    String first = draw.text(EDGE, 1, 1);
    return draw.oneIn(5) ? first : first + draw.text(INNER, 0, most - 2) + draw.text(EDGE, 1, 1);
  }

  private static String four(Draw draw) {
    return byteOf(draw) + "." + byteOf(draw) + "." + byteOf(draw) + "." + byteOf(draw);
  }

  private static int byteOf(Draw draw) {
    return draw.number(0, 255);
  }

  private static String six(Draw draw) {
    if (draw.oneIn(10)) {
      return "::ffff:" + four(draw);
    }
    int left = draw.number(0, 7);
    return draw.oneIn(3)
        ? groups(draw, 8)
        : groups(draw, left) + "::" + groups(draw, draw.number(0, 7 - left));
  }

  private static String groups(Draw draw, int howMany) {
    StringBuilder groups = new StringBuilder();
    for (int i = 0; i < howMany; i++) {
      groups.append(i == 0 ? "" : ":").append(draw.text(HEX, 1, 4));
    }
    return groups.toString();
  }
}
