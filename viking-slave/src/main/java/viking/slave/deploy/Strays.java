package viking.slave.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.codec.ClusterCodec;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.state.Versioned;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.slave.container.Label;
import viking.slave.container.Seen;

/**
 * Own containers without an assignment. One goes when the store tells where its job went, or when
 * few enough are unexplained; when most of a host's containers lose their assignments with nothing
 * to show for it, the store is more likely wrong than they are. Before that is said its history is
 * looked at: what was taken away in this host's absence left no other trace.
 */
final class Strays {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration HISTORY = Duration.ofSeconds(3);
  private static final ClusterCodec CLUSTERS = new ClusterCodec();

  private final Tokens tokens;
  private final Place place;
  private final Past past;
  private final Map<String, Evidence> byContainer = new HashMap<>();
  private boolean accepted;
  private boolean held;
  private long tellAt = Long.MAX_VALUE;
  private boolean said;

  /** Of how many, when that began: what comes beside them later makes them no fewer. */
  private int outOf;

  /**
   * What the store said of a stray's job, and when it was asked. {@code returned} is when this host
   * was entered into it last; 0 where it did not show this host, or not its cluster.
   */
  private record Evidence(
      long token, long askedAt, Optional<String> explanation, boolean known, long returned) {
    Evidence explainedBy(Optional<String> why) {
      return new Evidence(token, askedAt, why, known, returned);
    }
  }

  /** Those of before a restart are held on: so many containers there were then, 0 for none. */
  Strays(Tokens tokens, Place place, int outOf) {
    this.outOf = outOf;
    this.tokens = tokens;
    this.place = place;
    this.past = new Past(tokens, place.hostname());
  }

  /** An operator says that what is not assigned may go. */
  void accept() {
    accepted = true;
  }

  boolean held() {
    return held;
  }

  /** What the next process is to know; 0 while none are held. */
  int outOf() {
    return outOf;
  }

  void take(StoreEvent event, Map<String, Label> labels) {
    if (event instanceof StoreEvent.Loaded loaded) {
      take(loaded, labels);
    } else {
      past.take(event);
    }
  }

  private void take(StoreEvent.Loaded loaded, Map<String, Label> labels) {
    for (Map.Entry<String, Evidence> each : byContainer.entrySet()) {
      Evidence asked = each.getValue();
      if (asked.token() == loaded.token()) {
        Label label = labels.get(each.getKey());
        Optional<Snapshot> read = label == null ? Optional.empty() : loaded.snapshot();
        Optional<Reading> reading = read.map(s -> Reading.of(s, label.job(), place.hostname()));
        boolean known = reading.filter(r -> r.deploy().isEmpty()).isPresent();
        Optional<String> why =
            reading
                .flatMap(r -> explain(label, r))
                .or(() -> reading.flatMap(r -> outlived(label, r, read.orElseThrow())));
        long returned = reading.map(r -> returned(label, r, read.orElseThrow())).orElse(0L);
        each.setValue(new Evidence(0, asked.askedAt(), why, known, returned));
        return;
      }
    }
  }

  /**
   * Which strays may go, by container id, and why. {@code labels} are all own containers by id,
   * {@code strays} those without an assignment. Up to {@code followed} this host knows what became
   * of its assignments.
   */
  Map<String, String> decide(
      List<Seen> strays, Map<String, Label> labels, long followed, Now now, Consumer<Effect> out) {
    byContainer.keySet().retainAll(strays.stream().map(Seen::id).toList());
    for (Seen stray : strays) {
      ask(stray, labels.get(stray.id()), now, out);
    }
    Map<String, String> going = new HashMap<>();
    List<String> unexplained = new ArrayList<>();
    boolean allKnown = true;
    for (Seen stray : strays) {
      Evidence evidence = byContainer.get(stray.id());
      allKnown &= evidence.known();
      if (evidence.known()) {
        Optional<String> why =
            evidence.explanation().or(() -> taken(labels.get(stray.id()), evidence));
        byContainer.put(stray.id(), evidence.explainedBy(why));
        why.ifPresentOrElse(w -> going.put(stray.id(), w), () -> unexplained.add(stray.id()));
      }
    }
    int all = outOf > 0 ? Math.min(outOf, labels.size()) : labels.size();
    boolean most = unexplained.size() * 2 > all;
    if (allKnown) {
      outOf = most && !accepted ? all : 0;
    }
    if (allKnown && (!most || accepted)) {
      unexplained.forEach(id -> going.put(id, "nothing is known of it any more"));
    }
    held = allKnown && most && !accepted;
    if (held) {
      long oldest =
          unexplained.stream().mapToLong(id -> labels.get(id).assignment()).min().orElseThrow();
      past.read(oldest, followed, now, out);
    } else if (allKnown) {
      past.close(out);
    }
    tell(unexplained.size(), labels.size(), now, out);
    if (strays.isEmpty()) {
      accepted = false;
    }
    return going;
  }

  long wakeAt() {
    long again =
        byContainer.values().stream()
            .filter(each -> each.token() == 0)
            .mapToLong(this::dueAt)
            .min()
            .orElse(Long.MAX_VALUE);
    return Math.min(again, Math.min(tellAt, past.wakeAt()));
  }

  /** Soon where the store did not show this host as yet: when it came back is a part of it. */
  private long dueAt(Evidence evidence) {
    boolean early = evidence.explanation().isEmpty() && evidence.returned() == 0 && !said;
    return evidence.askedAt() + (evidence.known() && !early ? LOOK_AGAIN : SOON).toNanos();
  }

  private void ask(Seen stray, Label label, Now now, Consumer<Effect> out) {
    Evidence known = byContainer.get(stray.id());
    boolean due = known == null || (known.token() == 0 && now.reached(dueAt(known)));
    if (due) {
      long token = tokens.next();
      byContainer.put(
          stray.id(),
          new Evidence(
              token,
              now.nanos(),
              known == null ? Optional.empty() : known.explanation(),
              known != null && known.known(),
              known == null ? 0 : known.returned()));
      out.accept(
          new StoreEffect.Read(
              token,
              ranges(label.job()),
              stray.name() + " has no assignment: where did its job go?"));
    }
  }

  /** A later word on the job than the container's assignment explains it. */
  private static Optional<String> explain(Label label, Reading reading) {
    if (reading.run().filter(run -> run.modified() > label.assignment()).isPresent()) {
      return reading.run().map(run -> "its job was given to " + run.value());
    }
    boolean ended =
        reading
            .status()
            .map(Versioned::value)
            .filter(s -> s.assignment() == label.assignment() && s.state().isFinal())
            .isPresent();
    if (ended) {
      return Optional.of("its job has ended for good");
    }
    boolean lost =
        reading
            .status()
            .filter(
                s ->
                    s.modified() > label.assignment()
                        && (s.value().assignment() != label.assignment()
                            || s.value().host().isEmpty()
                            || s.value().state() == JobState.LOST))
            .isPresent();
    return lost ? Optional.of("its job was taken from this host") : Optional.empty();
  }

  /** An instance of a release has no value any more, and its stack or its scale is a later word. */
  private static Optional<String> outlived(Label label, Reading reading, Snapshot read) {
    boolean later =
        Stream.of(Keys.stack(label.job().stack()), Keys.scale(label.job().nodeId()))
            .flatMap(key -> read.find(key).stream())
            .anyMatch(entry -> entry.modified() > label.assignment());
    return later && reading.procRevision() == 0 && label.job().instance().isPresent()
        ? Optional.of("its stack does without it by now")
        : Optional.empty();
  }

  /**
   * Its assignment was deleted before this host was entered anew, as a leader does with those of a
   * host that is away. What was deleted under a host's eyes is no such thing.
   */
  private Optional<String> taken(Label label, Evidence evidence) {
    return past.ended(label.job(), label.assignment(), evidence.returned())
        ? Optional.of("its job was taken from this host while it was away")
        : Optional.empty();
  }

  private long returned(Label label, Reading reading, Snapshot read) {
    boolean right =
        read.find(Keys.cluster())
            .filter(entry -> isCluster(entry.value(), label.cluster()))
            .isPresent();
    return right && reading.ours(place.hostId()) ? reading.host().orElseThrow().created() : 0;
  }

  private static boolean isCluster(String value, String id) {
    try {
      return CLUSTERS.read(value).id().equals(id);
    } catch (BadInput e) {
      return false;
    }
  }

  private List<Range> ranges(JobId job) {
    List<Range> ranges = new ArrayList<>(Reading.ranges(job, place.hostname()));
    ranges.add(Range.key(Keys.stack(job.stack())));
    ranges.add(Range.key(Keys.scale(job.nodeId())));
    ranges.add(Range.key(Keys.cluster()));
    return ranges;
  }

  /** Once, and when the history has had its time to show what there was. */
  private void tell(int unexplained, int all, Now now, Consumer<Effect> out) {
    if (!held) {
      tellAt = Long.MAX_VALUE;
      said = false;
    } else if (!said && tellAt == Long.MAX_VALUE) {
      tellAt = now.after(HISTORY);
    } else if (!said && now.reached(tellAt)) {
      tellAt = Long.MAX_VALUE;
      said = true;
      out.accept(
          Tell.error(
              unexplained
                  + " of "
                  + all
                  + " containers have lost their assignments with nothing to show for it:"
                  + " they are left alone until an operator accepts it"));
    }
  }
}
