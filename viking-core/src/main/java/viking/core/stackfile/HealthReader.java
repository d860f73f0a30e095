package viking.core.stackfile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import viking.core.model.BadInput;
import viking.core.model.HealthCheck;
import viking.core.model.HealthCheck.Kind;

/** {@code health}. */
final class HealthReader {
  private static final int LAST_PORT = 65535;
  private static final int MOST_RETRIES = 1000;

  Optional<HealthCheck> read(Section section) {
    List<String> kinds = List.of("http", "tcp", "command").stream().filter(section::has).toList();
    Optional<String> http = section.read("http", HealthReader::path);
    Optional<Boolean> asked = section.read("tcp", text -> asked(text, section.in()));
    boolean tcp = asked.orElse(false);
    int before = section.around().problems().count();
    List<String> command = section.words("command");
    boolean read = section.around().problems().count() == before;
    boolean misspelt = kinds.isEmpty() && section.strangers().findAny().isPresent();
    if (kinds.size() != 1 && !misspelt) {
      String what = kinds.isEmpty() ? "does not say how" : "has " + String.join(" and ", kinds);
      section.problem(
          section.path() + " " + what + "; it takes one of http (a path), tcp (true) or command");
    } else if (asked.isPresent() && !tcp) {
      section.problem("tcp", "tcp in " + section.path() + " says nothing but true");
    } else if (kinds.contains("command") && command.isEmpty() && read) {
      section.problem("command", "command in " + section.path() + " has no words");
    } else if (!command.isEmpty()) {
      ofCompose(command.get(0))
          .ifPresent(
              hint -> section.problem("command", "command in " + section.path() + ": " + hint));
    }
    int port = section.count("port", 0, 1, LAST_PORT);
    Duration interval = Times.longerThanZero(section, "interval", HealthCheck.USUAL_INTERVAL);
    Duration timeout = Times.longerThanZero(section, "timeout", HealthCheck.USUAL_TIMEOUT);
    int retries = section.count("retries", HealthCheck.USUAL_RETRIES, 1, MOST_RETRIES);
    Duration start = Times.time(section, "start_period", Duration.ZERO);
    return section
        .around()
        .problems()
        .attempt(
            section.at(),
            () ->
                new HealthCheck(
                    http.isPresent() ? Kind.HTTP : tcp ? Kind.TCP : Kind.COMMAND,
                    http.orElse(""),
                    command,
                    port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                    interval,
                    timeout,
                    retries,
                    start));
  }

  /** Its test begins with a word that is no command. */
  private static Optional<String> ofCompose(String first) {
    return switch (first) {
      case "CMD" -> Optional.of("Compose's 'CMD' is left out here, the command alone is written");
      case "CMD-SHELL" -> Optional.of("for Compose's 'CMD-SHELL' write [sh, -c, \"…\"]");
      case "NONE" -> Optional.of("for Compose's 'NONE' leave 'health' out");
      default -> Optional.empty();
    };
  }

  /** Many write the port there. */
  private static boolean asked(String text, String in) {
    if (text.matches("[1-9][0-9]{0,4}")) {
      throw new BadInput(
          "tcp" + in + " says nothing but true: write {tcp: true, port: " + text + "}");
    }
    if (!text.equals("true") && !text.equals("false")) {
      throw new BadInput(
          "tcp" + in + " must be true or false, but '" + Scalar.shortened(text) + "' stands there");
    }
    return text.equals("true");
  }

  private static String path(String text) {
    if (!text.startsWith("/") || text.chars().anyMatch(Character::isWhitespace)) {
      throw new BadInput("http '" + Scalar.shortened(text) + "' is not a path such as /health");
    }
    return text;
  }
}
