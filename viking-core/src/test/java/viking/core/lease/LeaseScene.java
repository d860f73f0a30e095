package viking.core.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.store.LeaseAnswer;

/** A lease whose clock and answers are in the test's hands. */
final class LeaseScene {
  static final Duration TTL = Duration.ofSeconds(8);
  private static final long MILLI = 1_000_000;

  private final HeldLease lease = new HeldLease(new Tokens(0), TTL);
  private final List<Effect> effects = new ArrayList<>();
  private long nanos;

  HeldLease lease() {
    return lease;
  }

  void grant(long id) {
    tell(step(), LeaseAnswer.alive(id, TTL));
  }

  void tell(StoreEffect asked, LeaseAnswer answer) {
    assertTrue(take(asked, answer));
  }

  boolean take(StoreEffect asked, LeaseAnswer answer) {
    return lease.take(new StoreEvent.LeaseTold(asked.token(), answer), now());
  }

  /** What it asks of the store now; it must ask one thing. */
  StoreEffect step() {
    lease.step(now(), effects::add);
    return asked();
  }

  /** What it asks of the store when it is given up, if anything. */
  List<Effect> giveUp() {
    lease.giveUp(effects::add);
    List<Effect> asked = List.copyOf(effects);
    effects.clear();
    return asked;
  }

  /** In milliseconds; it must ask nothing before. */
  long untilNextStep() {
    long next = lease.step(new Now(nanos - 1, Instant.EPOCH), effects::add);
    assertEquals(List.of(), effects);
    return (next - nanos) / MILLI;
  }

  void pass(long millis) {
    nanos += millis * MILLI;
  }

  Now now() {
    return new Now(nanos, Instant.EPOCH.plusNanos(nanos));
  }

  private StoreEffect asked() {
    assertEquals(1, effects.size(), effects::toString);
    return (StoreEffect) effects.remove(0);
  }
}
