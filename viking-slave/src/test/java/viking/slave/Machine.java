package viking.slave;

import static viking.core.actor.Turn.NEVER;
import static viking.slave.testing.Examples.CLUSTER;
import static viking.slave.testing.Examples.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.StoreEffect;
import viking.core.actor.Tell;
import viking.core.actor.Turn;
import viking.core.actor.testing.ManualClock;
import viking.core.actor.testing.StoreLine;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.HostMemory;
import viking.core.model.JobId;
import viking.core.model.Status;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.testing.EtcdModel;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Seen;
import viking.slave.container.testing.FakeEngine;
import viking.slave.host.Remember;
import viking.slave.secret.SecretEffect;
import viking.slave.testing.Hand;

/** {@code h1} with its disk, its engine and its slave; hands play everybody else. */
final class Machine {
  private static final int ENDLESS = 1000;

  private final EtcdModel etcd = new EtcdModel();
  private final Hand hand = new Hand(etcd);
  private final ManualClock clock = new ManualClock();
  private final Host self = host("h1");
  private final FakeEngine engine = new FakeEngine(self.address());
  private final List<Event> arrived = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private HostMemory disk = HostMemory.of(self.id());
  private StoreLine line = new StoreLine(etcd);
  private Slave slave = new Slave(new SlaveSettings(self, disk, SlaveSettings.USUAL_TTL), 0);
  private boolean healthy = true;
  private boolean engineAway;
  private String secretMissing = "";
  private boolean secretsHeld;
  private final List<Event> held = new ArrayList<>();
  private long wakeAt = Long.MIN_VALUE;

  /** It finds its cluster and registers. */
  static Machine registered() {
    Machine machine = new Machine();
    machine.engine.image("web");
    machine.hand.cluster(CLUSTER);
    machine.pass(Duration.ofSeconds(1));
    return machine;
  }

  Hand hand() {
    return hand;
  }

  EtcdModel etcd() {
    return etcd;
  }

  FakeEngine engine() {
    return engine;
  }

  StoreLine line() {
    return line;
  }

  Slave slave() {
    return slave;
  }

  HostMemory disk() {
    return disk;
  }

  /** What every check of a container comes to from now on. */
  void healthy(boolean now) {
    healthy = now;
  }

  /** While away, the engine does nothing and says so. */
  void engineAway(boolean now) {
    engineAway = now;
    if (!now) {
      arrived.add(new EngineEvent.Interrupted("the engine was away"));
    }
  }

  /** What is wrong with the secrets of jobs from now on; empty when nothing is. */
  void secretMissing(String problem) {
    secretMissing = problem;
  }

  /** While held, nobody hears what became of secrets. */
  void holdSecrets(boolean now) {
    secretsHeld = now;
    if (!now) {
      arrived.addAll(held);
      held.clear();
    }
  }

  void tell(Order order) {
    arrived.add(order);
    settle();
  }

  /** The host process ends without a word, and the next one begins from the disk. */
  void restart() {
    restart(false);
  }

  /** The same; and the next one does not reach the store. */
  void restartBlind() {
    restart(true);
  }

  private void restart(boolean blind) {
    line = new StoreLine(etcd);
    line.cut(blind);
    slave = new Slave(new SlaveSettings(self, disk, SlaveSettings.USUAL_TTL), 1 << 20);
    arrived.clear();
    effects.clear();
    wakeAt = Long.MIN_VALUE;
    settle();
  }

  void exit(String container, int code) {
    engine
        .exit(named(container).orElseThrow().id(), code)
        .ifPresent(seen -> arrived.add(new EngineEvent.Noticed(seen)));
    settle();
  }

  void vanish(String container) {
    engine
        .vanish(named(container).orElseThrow().id())
        .ifPresent(seen -> arrived.add(new EngineEvent.Vanished(seen.name(), seen.id())));
    settle();
  }

  void settle() {
    for (int i = 0; i < ENDLESS; i++) {
      List<Event> events = new ArrayList<>(arrived);
      arrived.clear();
      events.addAll(line.fetch());
      boolean due = wakeAt != NEVER && clock.now().nanos() >= wakeAt;
      if (events.isEmpty() && !due) {
        return;
      }
      Turn turn = slave.pass(clock.now(), events);
      boolean idle = events.isEmpty() && turn.effects().isEmpty();
      if (idle && turn.wakeAt() <= clock.now().nanos()) {
        throw new AssertionError("it wants to be woken at once, again and again");
      }
      wakeAt = Math.max(turn.wakeAt(), clock.now().nanos() + 1000);
      turn.effects().forEach(this::perform);
    }
    throw new AssertionError("it never comes to rest: " + effects);
  }

  void pass(Duration time) {
    long end = clock.now().after(time);
    settle();
    while (!clock.now().reached(end)) {
      long next = Math.min(end, wakeAt);
      clock.passUntil(Math.min(next, etcd.nextExpiry().orElse(end)));
      etcd.expire(clock.now().nanos());
      settle();
    }
  }

  /**
   * What was asked of the engine and for secrets since the last call, listings and checks apart.
   */
  List<String> takeDone() {
    List<String> done =
        effects.stream()
            .filter(each -> each instanceof EngineEffect || each instanceof SecretEffect)
            .filter(each -> !(each instanceof EngineEffect.ListAll))
            .filter(each -> !(each instanceof EngineEffect.Check))
            .map(each -> each.getClass().getSimpleName())
            .toList();
    effects.clear();
    return done;
  }

  /** All effects since the last call. */
  List<Effect> takeEffects() {
    List<Effect> taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }

  List<String> told() {
    return effects.stream().filter(Tell.class::isInstance).map(Effect::reason).toList();
  }

  /** Gives the host a job. */
  long assign(JobId job, String value) {
    hand.proc(job, value);
    long assignment = hand.assign(job, self.name());
    settle();
    return assignment;
  }

  void stop(JobId job) {
    hand.stop(job, self.name());
    settle();
  }

  void remove(JobId job) {
    hand.delete(Keys.proc(job));
    stop(job);
  }

  Optional<Seen> named(String container) {
    return engine.list().stream().filter(seen -> seen.name().equals(container)).findFirst();
  }

  Optional<Seen> container(JobId job) {
    return named(job.container());
  }

  Status status(JobId job) {
    return hand.statusOf(job).orElseThrow();
  }

  /** The keys of a job but for its /proc and /run, with values; a status by its state alone. */
  Map<String, String> keys(JobId job) {
    Map<String, String> keys = new TreeMap<>();
    for (Entry entry : etcd.read(List.of(Range.prefix(Keys.everything()))).entries()) {
      KeySpace space = Key.parse(entry.key()).space();
      boolean ofSlave =
          switch (space) {
            case DEPLOY, COUNTER, PORTS, STATUS -> Key.parse(entry.key()).job().equals(job);
            default -> false;
          };
      if (ofSlave) {
        keys.put(
            entry.key(), space == KeySpace.STATUS ? status(job).state().toString() : entry.value());
      }
    }
    return keys;
  }

  private void perform(Effect effect) {
    effects.add(effect);
    if (effect instanceof StoreEffect asked) {
      line.perform(asked, clock.now());
    } else if (effect instanceof EngineEffect asked) {
      arrived.add(answer(asked));
    } else if (effect instanceof SecretEffect.Give give) {
      (secretsHeld ? held : arrived).add(answer(give));
    } else if (effect instanceof Remember remember) {
      disk = remember.memory();
    }
  }

  private EngineEvent answer(SecretEffect.Give give) {
    return secretMissing.isEmpty()
        ? new EngineEvent.Done(give.token(), Optional.empty())
        : new EngineEvent.Failed(give.token(), Failure.SECRET_MISSING, secretMissing);
  }

  private EngineEvent answer(EngineEffect asked) {
    if (engineAway) {
      return new EngineEvent.Failed(asked.token(), Failure.AWAY, "no engine answers");
    }
    return asked instanceof EngineEffect.Check check
        ? new EngineEvent.Checked(check.token(), healthy, healthy ? "" : "not ready")
        : engine.perform(asked);
  }
}
