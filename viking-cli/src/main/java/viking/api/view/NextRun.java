package viking.api.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import viking.core.cron.CronLine;
import viking.core.model.BadInput;
import viking.core.model.Every;
import viking.core.model.Node;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;

/** When a node is run by the clock next, as the leader counts: after the last time it has fired. */
final class NextRun {
  private NextRun() {}

  /** Empty while the leader has not begun with it. */
  static Optional<Instant> of(StackFacts facts, String name, Node node) {
    Optional<String> last = Optional.ofNullable(facts.crons().get(name)).map(Versioned::value);
    return node.every().flatMap(every -> last.flatMap(time -> after(time, every)));
  }

  private static Optional<Instant> after(String time, Every every) {
    try {
      Instant next = CronLine.parse(every.cron(), every.zone()).next(Instant.parse(time));
      return Optional.of(next).filter(known -> !known.equals(Instant.MAX));
    } catch (BadInput | DateTimeException e) {
      // The leader tells of a line that cannot be read, and mends a time that a hand has written.
      return Optional.empty();
    }
  }
}
