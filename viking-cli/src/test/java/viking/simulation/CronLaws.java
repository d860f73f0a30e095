package viking.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Every;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.NodeId;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Write;

/** What must hold of nodes that are run by the clock. */
final class CronLaws {
  /** No run of the simulation takes that long: it is of a clock that was wrong. */
  private static final Instant NEVER = Incarnation.EPOCH.plus(Duration.ofDays(1));

  private final Set<String> fired = new TreeSet<>();

  /** Whether it is about a job that the clock has run, or says when. */
  static boolean about(String text) {
    Key key = Key.parse(text);
    return switch (key.space()) {
      case CRON -> true;
      case PROC, RUN, DEPLOY, STATUS, COUNTER, PORTS -> key.job().tag().startsWith("cron.");
      default -> false;
    };
  }

  static boolean astray(Instant stored) {
    return stored.isAfter(NEVER);
  }

  void forget() {
    fired.clear();
  }

  /**
   * The stored time only grows, for as long as there is one and it is of a clock that was right.
   */
  void moved(NodeId node, Write write, Optional<Entry> before, StackImage after) {
    if (write.kind() == Write.Kind.PUT && before.isPresent()) {
      Instant from = Instant.parse(before.get().value());
      Instant to = Instant.parse(write.value());
      if (to.isBefore(from) && !astray(from)) {
        throw new Broken(write.key() + " goes back from " + from + " to " + to);
      }
    }
    if (after.release(node.stack()).isEmpty() && write.kind() == Write.Kind.PUT) {
      throw new Broken(write.key() + " is written for a stack that is not there");
    }
  }

  /**
   * Each nominal time is fired once, and is later than the one that stood there; nothing runs
   * beside another unless it may.
   */
  void put(JobId id, Every every, Optional<Entry> before, StackImage after) {
    Entry stored =
        after
            .store()
            .find(Keys.cron(id.nodeId()))
            .orElseThrow(() -> new Broken(id + " is fired and not set down"));
    Instant nominal = Instant.parse(stored.value());
    String tag =
        "cron."
            + nominal.toString().replaceAll("-|:|(:..Z)", "").replace("T", "-").substring(0, 13);
    if (!id.tag().equals(tag)) {
      throw new Broken(id + " is fired, and " + nominal + " is set down");
    }
    if (before.filter(e -> Instant.parse(e.value()).isBefore(nominal)).isEmpty()) {
      throw new Broken(id + " is fired after " + before.map(Entry::value).orElse("nothing"));
    }
    boolean first = fired.add(id.nodeId() + "@" + stored.created() + " " + nominal);
    if (!first && !astray(nominal)) {
      throw new Broken(id.nodeId() + " is fired twice for " + nominal);
    }
    if (!every.overlap()) {
      String prefix = KeySpace.PROC.prefix() + id.nodeId() + "/";
      for (Entry other : after.store().read(List.of(Range.prefix(prefix))).entries()) {
        JobId one = StackPeople.id(other);
        boolean over =
            after
                .status(one)
                .filter(s -> s.state().isFinal() || s.state() == JobState.REJECTED)
                .isPresent();
        if (one.tag().startsWith("cron.") && !one.equals(id) && !over) {
          throw new Broken(id + " is fired while " + one + " has not ended");
        }
      }
    }
  }
}
