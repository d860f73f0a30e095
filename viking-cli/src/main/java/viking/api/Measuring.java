package viking.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Request;
import viking.api.view.JobOutline;
import viking.core.codec.StatusCodec;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/**
 * Answers {@code /metrics}. Of the store it reads only this host's assignments and what is said of
 * them: each host is asked for its own, and all together tell of the cluster.
 */
final class Measuring {
  private static final StatusCodec STATUSES = new StatusCodec();

  private final String hostname;
  private final Readings readings;
  private final Measures measures;
  private final Worker worker;

  Measuring(String hostname, Readings readings, Measures measures, Worker worker) {
    this.hostname = hostname;
    this.readings = readings;
    this.measures = measures;
    this.worker = worker;
  }

  CompletableFuture<Answer> get(Request request) {
    return readings
        .of(List.of(Range.prefix(Keys.deploysOf(hostname))))
        .thenCompose(this::statuses)
        .thenApply(Measuring::count)
        .exceptionally(silence -> Map.of())
        .thenApplyAsync(this::answer, worker);
  }

  private Answer answer(Map<String, Integer> jobs) {
    return new Answer(200, Measures.TYPE, measures.scrape(jobs), Map.of());
  }

  /** The statuses of what is assigned; where there is none, an entry without a value. */
  private CompletableFuture<List<Entry>> statuses(Snapshot deploys) {
    List<Range> wanted =
        deploys.entries().stream().flatMap(entry -> status(entry.key()).stream()).toList();
    if (wanted.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return readings
        .of(wanted)
        .thenApply(
            found -> {
              List<Entry> all = new ArrayList<>(found.entries());
              for (int i = all.size(); i < wanted.size(); i++) {
                all.add(new Entry("", "", 0, 0, 0));
              }
              return all;
            });
  }

  /** What was put there by hand may be no assignment of anything. */
  private static Optional<Range> status(String deploy) {
    try {
      return Optional.of(Range.key(Keys.status(Key.parse(deploy).job())));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private static Map<String, Integer> count(List<Entry> statuses) {
    Map<String, Integer> counts = new TreeMap<>();
    statuses.forEach(entry -> counts.merge(state(entry.value()), 1, Integer::sum));
    return counts;
  }

  private static String state(String status) {
    try {
      return status.isEmpty()
          ? JobOutline.NEW
          : STATUSES.read(status).state().name().toLowerCase(Locale.ROOT);
    } catch (BadInput e) {
      return JobOutline.NEW;
    }
  }
}
