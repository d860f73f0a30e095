package viking.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import viking.core.model.testing.Draw;

/** What stands in a key when a hand has slipped: mostly something that can still be read. */
final class Garbage {
  private static final List<String> WORDS =
      List.of(
          "",
          " ",
          "scribble",
          "{}",
          "[]",
          "null",
          "true",
          "0",
          "-1",
          "2147483647",
          "-2147483648",
          "9223372036854775807",
          "99999999999999999999",
          "1e400",
          "\"\"",
          "{\"a\":",
          "{\"image\":\"web\",\"by\":\"schedule\"}",
          "{\"image\":\"web\",\"by\":\"schedule\",\"volume\":[\"/data\"]}",
          "stop",
          "h9",
          "\u0001",
          "☃",
          "a".repeat(100_000));

  /** Right ones, of which some are on no calendar. */
  private static final List<String> TIMES =
      List.of(
          "2999-01-01T00:00:00Z",
          "-0001-01-01T00:00:00Z",
          "+292278995-01-01T00:00:00Z",
          "-999999999-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "-1000000000-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z");

  private static final List<String> FIELDS =
      List.of(
          "null",
          "true",
          "false",
          "-1",
          "0",
          "1",
          "999999999",
          "2147483647",
          "9223372036854775807",
          "1e99",
          "\"\"",
          "\"x\"",
          "\"A/B\"",
          "\"web\"",
          "\"8760h\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"* * * * *\"",
          "\"0 0 29 2 *\"",
          "{\"cron\":\"* * * * *\",\"zone\":\"x\"}",
          "{}",
          "{\"x\":\"y\"}",
          "{\"1\":\"done\"}",
          "[]",
          "[\"x\"]",
          "[\"web\"]",
          "[\"migrate\"]");

  private static final List<String> NAMES = List.of("", "x", "A B", "web", "1");

  private static final Pattern FIELD =
      Pattern.compile("(?<=\":)(\\d+|\"[^\"]*\"|true|false|[{\\[])");
  private static final Pattern NAME = Pattern.compile("(?<=\")[A-Za-z_0-9:/.]+(?=\":)");

  private Garbage() {}

  static String insteadOf(String value, Draw draw) {
    return switch (draw.number(0, 5)) {
      case 0 -> draw.of(WORDS);
      case 1 -> draw.of(TIMES);
      case 2 -> withAnother(NAME, NAMES, value, draw);
      default -> withAnother(FIELD, FIELDS, value, draw);
    };
  }

  /** With another one of what the pattern finds, if it finds any. */
  private static String withAnother(Pattern pattern, List<String> others, String value, Draw draw) {
    List<MatchResult> found = new ArrayList<>(pattern.matcher(value).results().toList());
    if (found.isEmpty()) {
      return draw.of(draw.of(List.of(WORDS, TIMES)));
    }
    MatchResult one = draw.of(found);
    return value.substring(0, one.start()) + draw.of(others) + value.substring(end(value, one));
  }

  /** Of what opens a bracket it is behind the one that closes it. */
  private static int end(String json, MatchResult found) {
    int depth = 0;
    for (int i = found.start(); isBracket(found) && i < json.length(); i++) {
      char sign = json.charAt(i);
      depth += "{[".indexOf(sign) >= 0 ? 1 : "}]".indexOf(sign) >= 0 ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return found.end();
  }

  private static boolean isBracket(MatchResult found) {
    return found.group().equals("{") || found.group().equals("[");
  }
}
