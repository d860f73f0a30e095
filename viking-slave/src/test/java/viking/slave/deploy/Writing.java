package viking.slave.deploy;

import static viking.slave.testing.Examples.JOB;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.key.Keys;
import viking.core.model.Health;
import viking.core.model.Host;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.store.Outcome;
import viking.core.store.testing.EtcdModel;
import viking.slave.testing.Examples;
import viking.slave.testing.Hand;

/** A publisher of {@code a.b.1} on {@code h1}, and the store that it writes to. */
final class Writing {
  static final Host H1 = Examples.host("h1");
  static final Place PLACE = new Place("h1", "id-h1", H1.capacity());
  static final String SINCE = "2026-01-01T00:00:00Z";

  private final EtcdModel etcd = new EtcdModel();
  private final Hand hand = new Hand(etcd);
  private final ManualClock clock = new ManualClock();
  private final Publisher publisher = new Publisher(JOB, "h1", new Tokens(0));
  private long wakeAt;

  /** Begins with an assignment that nothing has been said of. */
  Writing() {
    hand.host(H1);
    hand.proc(JOB, "{\"image\":\"web\"}");
    hand.assign(JOB, "h1");
    resync();
  }

  EtcdModel etcd() {
    return etcd;
  }

  Hand hand() {
    return hand;
  }

  ManualClock clock() {
    return clock;
  }

  Publisher publisher() {
    return publisher;
  }

  long wakeAt() {
    return wakeAt;
  }

  void resync() {
    publisher.resync(Reading.of(etcd.read(Reading.ranges(JOB, "h1")), JOB, "h1"));
  }

  Assigned deploy() {
    return etcd.find(Keys.deploy("h1", JOB)).map(Assigned::of).orElseThrow();
  }

  /** What the store is to say of a container that has been made. */
  Wanted wanted(JobState state, Health health, Map<String, String> ports, int failures) {
    return wanted(status(state, health, failures, ""), ports, failures);
  }

  Wanted wanted(Status status, Map<String, String> ports, int failures) {
    return new Wanted(status, ports, failures, status.container());
  }

  Status status(JobState state, Health health, int runs, String message) {
    return new Status(
        deploy().assignment(),
        "h1",
        state,
        health,
        JOB.container(),
        "1",
        runs,
        OptionalInt.empty(),
        message,
        SINCE);
  }

  Optional<StoreEffect.Commit> publish(Wanted wanted) {
    List<Effect> out = new ArrayList<>();
    wakeAt = publisher.publish(deploy(), wanted, clock.now(), out::add);
    return commit(out);
  }

  Optional<StoreEffect.Commit> settle() {
    List<Effect> out = new ArrayList<>();
    publisher.settle(deploy(), out::add);
    return commit(out);
  }

  Optional<StoreEffect.Commit> putMade() {
    List<Effect> out = new ArrayList<>();
    publisher.putMade(deploy(), out::add);
    return commit(out);
  }

  Optional<StoreEffect.Commit> handBack() {
    List<Effect> out = new ArrayList<>();
    publisher.handBack(deploy(), PLACE, SINCE, out::add);
    return commit(out);
  }

  Optional<StoreEffect.Commit> close() {
    List<Effect> out = new ArrayList<>();
    publisher.close(deploy(), PLACE, SINCE, out::add);
    return commit(out);
  }

  Publisher.Result land(Optional<StoreEffect.Commit> commit) {
    return take(commit.orElseThrow(), etcd.commit(commit.get().txn()));
  }

  Publisher.Result take(StoreEffect.Commit commit, Outcome outcome) {
    return publisher.take(new StoreEvent.Committed(commit.token(), outcome)).orElseThrow();
  }

  /** All that is written in the name of the job, but for its {@code /proc}. */
  Map<String, String> keys() {
    Map<String, String> keys = new TreeMap<>();
    etcd.read(Reading.ranges(JOB, "h1"))
        .entries()
        .forEach(entry -> keys.put(entry.key(), entry.value()));
    keys.remove(Keys.host("h1"));
    keys.remove(Keys.proc(JOB));
    return keys;
  }

  private static Optional<StoreEffect.Commit> commit(List<Effect> effects) {
    return effects.stream().map(StoreEffect.Commit.class::cast).findFirst();
  }
}
