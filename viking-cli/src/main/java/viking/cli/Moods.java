package viking.cli;

import viking.cli.text.Cell;
import viking.cli.text.Colour;

/** Which words of the API are good news and which are not. */
final class Moods {
  private Moods() {}

  static Cell job(String state, String health) {
    String text = health.isEmpty() || health.equals("none") ? state : state + " (" + health + ")";
    return new Cell(text, jobColour(state, health));
  }

  /** Whether somebody may want to look at it. */
  static boolean trouble(String state, String health) {
    return jobColour(state, health) == Colour.BAD || state.equals("waiting");
  }

  static Cell host(String state, boolean leader) {
    Colour colour =
        switch (state) {
          case "ready" -> Colour.GOOD;
          case "lost" -> Colour.BAD;
          default -> Colour.DOUBTFUL;
        };
    return new Cell(leader ? state + " (leader)" : state, colour);
  }

  /** Of a release. */
  static Cell phase(String phase) {
    Colour colour =
        switch (phase) {
          case "done" -> Colour.GOOD;
          case "failed" -> Colour.BAD;
          default -> Colour.DOUBTFUL;
        };
    return new Cell(phase, colour);
  }

  private static Colour jobColour(String state, String health) {
    return switch (state) {
      case "running" ->
          switch (health) {
            case "healthy" -> Colour.GOOD;
            case "unhealthy" -> Colour.BAD;
            default -> Colour.DOUBTFUL;
          };
      case "done" -> Colour.QUIET;
      case "blocked", "rejected", "lost", "backoff", "failed" -> Colour.BAD;
      default -> Colour.DOUBTFUL;
    };
  }
}
