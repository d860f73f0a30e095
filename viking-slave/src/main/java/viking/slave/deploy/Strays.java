package viking.slave.deploy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
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
      byContainer.replaceAll(
          (id, asked) ->
              asked.token() == loaded.token() ? answered(asked, labels.get(id), loaded) : asked);
    } else {
      past.take(event);
    }
  }

  /** What is no own container any more has no label. */
  private Evidence answered(Evidence asked, Label label, StoreEvent.Loaded loaded) {
    return label == null || loaded.snapshot().isEmpty()
        ? asked.unanswered()
        : asked.answered(loaded.snapshot().get(), label, place);
  }

  /**
   * Which strays may go, by container id, and why. {@code labels} are all own containers by id,
   * {@code strays} those without an assignment. Up to {@code followed} this host knows what became
   * of its assignments.
   */
  Map<String, String> decide(
      List<Seen> strays, Map<String, Label> labels, long followed, Now now, Consumer<Effect> out) {
    List<String> ids = strays.stream().map(Seen::id).toList();
    byContainer.keySet().retainAll(ids);
    strays.forEach(stray -> ask(stray, labels.get(stray.id()), now, out));
    List<String> known = ids.stream().filter(id -> byContainer.get(id).known()).toList();
    Map<String, String> going = new HashMap<>();
    known.forEach(id -> explain(id, labels.get(id)).ifPresent(why -> going.put(id, why)));
    List<String> unexplained = known.stream().filter(id -> !going.containsKey(id)).toList();
    int all = outOf > 0 ? Math.min(outOf, labels.size()) : labels.size();
    Finding finding = finding(known.size() == ids.size(), unexplained.size(), all);
    held = finding == Finding.TOO_MANY;
    switch (finding) {
      case OPEN -> {
        // Those that are explained go; the others wait until all are known.
      }
      case TOO_MANY -> {
        outOf = all;
        past.read(oldest(unexplained, labels), followed, now, out);
      }
      case MAY_GO -> {
        outOf = 0;
        past.close(out);
        unexplained.forEach(id -> going.put(id, "nothing is known of it any more"));
      }
    }
    tell(unexplained.size(), labels.size(), now, out);
    if (strays.isEmpty()) {
      accepted = false;
    }
    return going;
  }

  /** What is to be thought of those that nothing explains. */
  private enum Finding {
    OPEN,
    TOO_MANY,
    MAY_GO
  }

  private Finding finding(boolean allKnown, int unexplained, int all) {
    if (!allKnown) {
      return Finding.OPEN;
    }
    boolean most = unexplained * 2 > all;
    return most && !accepted ? Finding.TOO_MANY : Finding.MAY_GO;
  }

  private static long oldest(List<String> unexplained, Map<String, Label> labels) {
    return unexplained.stream().mapToLong(id -> labels.get(id).assignment()).min().orElseThrow();
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
    Optional<Evidence> before = Optional.ofNullable(byContainer.get(stray.id()));
    if (before.filter(e -> e.token() != 0 || !now.reached(dueAt(e))).isPresent()) {
      return;
    }
    long token = tokens.next();
    byContainer.put(
        stray.id(),
        before.map(e -> e.askedAgain(token, now)).orElseGet(() -> Evidence.asked(token, now)));
    out.accept(
        new StoreEffect.Read(
            token,
            Evidence.ranges(label.job(), place),
            stray.name() + " has no assignment: where did its job go?"));
  }

  /** By the store's keys, or else by its history; what that has told is kept. */
  private Optional<String> explain(String id, Label label) {
    Evidence evidence = byContainer.get(id);
    Optional<String> why = evidence.explanation().or(() -> taken(label, evidence));
    byContainer.put(id, evidence.explainedBy(why));
    return why;
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
