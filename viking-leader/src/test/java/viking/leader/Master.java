package viking.leader;

import static viking.core.actor.Turn.NEVER;

import java.util.ArrayList;
import java.util.List;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.ProbeEffect;
import viking.core.actor.ProbeEvent;
import viking.core.actor.StoreEffect;
import viking.core.actor.Tell;
import viking.core.actor.Turn;
import viking.core.actor.testing.ManualClock;
import viking.core.actor.testing.StoreLine;
import viking.core.store.testing.EtcdModel;

/** One master's leader and all that it does; it runs only when it is let. */
final class Master {
  private static final int ENDLESS = 1000;

  private final Leader leader;
  private final StoreLine line;
  private final ManualClock clock;
  private final List<Effect> effects = new ArrayList<>();
  private final List<Event> orders = new ArrayList<>();
  private long wakeAt = Long.MIN_VALUE;
  private boolean stopped;
  private boolean refusesProbes;

  Master(String hostname, String cluster, EtcdModel etcd, ManualClock clock) {
    this.leader =
        new Leader(new LeaderSettings(hostname, cluster, 0, "c1", LeaderSettings.USUAL_TTL), 0);
    this.line = new StoreLine(etcd);
    this.clock = clock;
  }

  StoreLine line() {
    return line;
  }

  boolean leads() {
    return leader.leads();
  }

  boolean left() {
    return leader.left();
  }

  String problem() {
    return leader.problem();
  }

  void tell(Order order) {
    orders.add(order);
  }

  /** Its process is gone, or frozen, until it goes on. */
  void stop(boolean now) {
    stopped = now;
  }

  /** Whatever it asks for a process is answered by a machine where none listens. */
  void refuseProbes() {
    refusesProbes = true;
  }

  long wakeAt() {
    return stopped ? NEVER : wakeAt;
  }

  /** Runs until nothing arrives any more; true if it has done anything. */
  boolean settle() {
    for (int i = 0; i < ENDLESS; i++) {
      if (stopped || !passOnce()) {
        return i > 0;
      }
    }
    throw new AssertionError("it never comes to rest: " + effects);
  }

  /** One pass alone, if there is reason for one; what comes of it has not arrived yet. */
  boolean passOnce() {
    List<Event> arrived = new ArrayList<>(line.fetch());
    arrived.addAll(orders);
    orders.clear();
    boolean due = wakeAt != NEVER && clock.now().nanos() >= wakeAt;
    if (arrived.isEmpty() && !due) {
      return false;
    }
    pass(arrived);
    return true;
  }

  /** What it has done since the last call, but for what it only told. */
  List<Effect> takeEffects() {
    List<Effect> taken = effects.stream().filter(each -> !(each instanceof Tell)).toList();
    effects.clear();
    return taken;
  }

  List<String> told() {
    return effects.stream().filter(Tell.class::isInstance).map(Effect::reason).toList();
  }

  private void pass(List<Event> arrived) {
    Turn turn = leader.pass(clock.now(), arrived);
    boolean idle = arrived.isEmpty() && turn.effects().isEmpty();
    if (idle && turn.wakeAt() <= clock.now().nanos()) {
      throw new AssertionError("it wants to be woken at once, again and again");
    }
    // A pass that wants another one at once gets it a moment later.
    wakeAt = Math.max(turn.wakeAt(), clock.now().nanos() + 1000);
    for (Effect effect : turn.effects()) {
      effects.add(effect);
      if (effect instanceof StoreEffect asked) {
        line.perform(asked, clock.now());
      } else if (effect instanceof ProbeEffect probe) {
        orders.add(new ProbeEvent(probe.token(), refusesProbes));
      }
    }
  }
}
