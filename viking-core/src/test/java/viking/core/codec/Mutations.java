package viking.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import viking.core.model.testing.Draw;

/** Spoils texts as a hurried hand, a bad script or a foreign program would. */
final class Mutations {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-1e400",
          "1e-400",
          "65536",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "9".repeat(400),
          "1" + "0".repeat(2_000),
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\ud800\"",
          "\"ä漢😀\"",
          "\"1e99999999\"",
          "\"-1\"",
          "\"9999999999999999999h\"",
          "\"9223372036854775807s\"",
          "\"1m1m\"",
          "\"99999999t\"",
          "\"/../..\"",
          "\"::::\"",
          "\"'\"",
          "\"0:0/udp\"",
          "\"80/\"",
          "\":flexible\"",
          "[]",
          "{}",
          "[[]]",
          "[{}]",
          "[null]",
          "[1,1]",
          "{\"a\":{}}",
          "{\"a\":1,\"a\":1}",
          "{\"\":\"\"}",
          "NaN",
          "Infinity",
          "undefined");

  private static final List<String> BITS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\\",
          ",",
          ":",
          "\\u",
          "\0",
          "\n",
          "\u2028",
          "\ufeff",
          "\ud83d",
          "'",
          "/*",
          "//",
          "e9",
          "-",
          "[".repeat(2_000),
          "{\"a\":".repeat(1_200));

  private Mutations() {}

  /** The text with up to four things wrong, as etcd would hand it over. */
  static String of(String json, Draw draw) {
    String text = json;
    for (int i = draw.number(1, 4); i > 0; i--) {
      text = spoil(text, draw);
    }
    return new String(text.getBytes(UTF_8), UTF_8);
  }

  private static String spoil(String text, Draw draw) {
    int at = draw.number(0, text.length());
    int to = Math.min(text.length(), at + draw.number(0, 6));
    return switch (draw.number(0, 6)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(to);
      case 2 -> text.substring(0, at) + draw.of(BITS) + text.substring(at);
      case 3 -> text.substring(0, to) + text.substring(at);
      case 4 ->
          text.substring(0, at) + draw.text(" !\"#,-.09:AZ[\\]az{}\t", 1, 3) + text.substring(to);
      default -> withOtherValue(text, draw);
    };
  }

  /** Puts another value behind some colon. */
  private static String withOtherValue(String text, Draw draw) {
    int colon = text.indexOf("\":", draw.number(0, text.length()));
    if (colon < 0) {
      return draw.of(VALUES);
    }
    int from = colon + 2;
    int end = from;
    while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, from) + draw.of(VALUES) + text.substring(end);
  }
}
