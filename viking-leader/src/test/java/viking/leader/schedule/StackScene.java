package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.codec.CordonCodec;
import viking.core.codec.ReleaseCodec;
import viking.core.key.Keys;
import viking.core.model.Cordon;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.leader.election.Fence;

/** The schedule alone over a store that answers at once; hands play API, dispatch and slaves. */
final class StackScene extends StackStore {
  /** What whatever fails has printed last. */
  static final List<String> LINES = List.of("connecting", "no such table");

  private final ManualClock clock = new ManualClock();
  private final List<String> reasons = new ArrayList<>();
  private int answered = Integer.MAX_VALUE;
  private Room room = Room.UNKNOWN;
  private Consumer<Txn> watcher = txn -> {};
  private Schedule schedule;
  private Fence fence;
  private long wakeAt;

  StackScene() {
    newLeader();
  }

  ManualClock clock() {
    return clock;
  }

  /** Why what has been written was written, since the last call. */
  List<String> reasons() {
    List<String> taken = List.copyOf(reasons);
    reasons.clear();
    return taken;
  }

  /** Shown each transaction before it lands. */
  void watch(Consumer<Txn> each) {
    watcher = each;
  }

  void room(Room answer) {
    room = answer;
  }

  /** Another one begins with the store alone. */
  void newLeader() {
    answered = Integer.MAX_VALUE;
    hand.delete(Keys.leader());
    long leader = hand.put(Keys.leader(), "h1");
    fence = new Fence(leader, leader);
    schedule =
        new Schedule(new Tokens(0), scene.state(), (job, others) -> room.comesWithout(job, others));
    scene.state().takeTouched();
    schedule.begin(clock.now());
  }

  /** As the API accepts a release. */
  void deploy(int number, String nodes) {
    deploy(release(number, Cause.DEPLOY, nodes));
  }

  void deploy(Release release) {
    String text = new ReleaseCodec().write(release);
    hand.put(Keys.release(STACK, release.number()), text);
    hand.put(Keys.stack(STACK), text);
    settle();
  }

  void scale(String node, int count) {
    hand.put(Keys.scale(new NodeId(STACK, node)), Integer.toString(count));
    settle();
  }

  void drain(String host) {
    hand.put(Keys.cordon(host), new CordonCodec().write(new Cordon(true, "", "", "")));
    settle();
  }

  /** Lets the schedule do all that it wants to do at this moment. */
  void settle() {
    boolean again = true;
    while (again) {
      again = false;
      schedule.changed(scene.state().takeTouched(), clock.now());
      List<Effect> out = new ArrayList<>();
      wakeAt = schedule.step(clock.now(), fence, out::add);
      for (Effect effect : out) {
        StoreEffect.Commit commit = (StoreEffect.Commit) effect;
        watcher.accept(commit.txn());
        Outcome outcome =
            answered > 0 ? scene.commit(commit.txn()) : Outcome.unknown("no answer in time");
        if (outcome.kind() == Outcome.Kind.APPLIED) {
          reasons.add(commit.reason());
        }
        take(commit, outcome);
        answered--;
        again = true;
      }
    }
  }

  private void take(StoreEffect.Commit commit, Outcome outcome) {
    assertTrue(
        schedule.take(
            new StoreEvent.Committed(commit.token(), outcome), clock.now(), fence, told -> {}));
  }

  /** Nothing is answered any more, nor lands, but for so many transactions. */
  void loseAnswers(int after) {
    answered = after;
  }

  /** What was sent before is known to have landed, or not to. */
  void renewFence() {
    answered = Integer.MAX_VALUE;
    fence = new Fence(fence.created(), hand.put(Keys.leader(), "h1"));
  }

  /** Until when the schedule wants to be left alone. */
  long wakeAt() {
    return wakeAt;
  }

  void pass(Duration time) {
    long end = clock.now().after(time);
    settle();
    while (!clock.now().reached(end)) {
      clock.passUntil(Math.min(end, Math.max(wakeAt, clock.now().nanos() + 1_000_000)));
      settle();
    }
  }

  /** Its container runs and serves. */
  void ready(String... jobs) {
    for (String job : jobs) {
      tell(job, JobState.RUNNING, Health.HEALTHY, 0, "");
    }
    settle();
  }

  void tell(String job, JobState state, Health health, int runs, String message) {
    place(job, "h1");
    JobFacts facts = scene.facts(id(job));
    String host = facts.deploys().keySet().iterator().next();
    hand.status(
        id(job),
        new Status(
            facts.deploys().get(host).created(),
            host,
            state,
            health,
            id(job).container(),
            "1",
            runs,
            state == JobState.FAILED || state == JobState.BACKOFF
                ? OptionalInt.of(1)
                : OptionalInt.empty(),
            message,
            "",
            state == JobState.FAILED || state == JobState.BACKOFF ? LINES : List.of()));
    settle();
  }

  void say(String job, JobState state, String message) {
    hand.say(id(job), 0, state, 0, message);
    settle();
  }

  /** As slaves do with what is no longer wanted: it is stopped, and its keys go. */
  void sweep() {
    for (JobId id : new TreeSet<>(scene.state().jobs())) {
      JobFacts facts = scene.facts(id);
      boolean kept =
          facts.proc().isPresent()
              && facts.deploys().values().stream()
                  .allMatch(d -> d.created() > facts.procRevision());
      if (!kept) {
        forget(facts);
      }
    }
    settle();
  }

  /** Its value goes, and then all that there was of it. */
  void kill(String job) {
    hand.delete(Keys.proc(id(job)));
    scene.state().job(id(job)).ifPresent(this::forget);
    settle();
  }

  private void forget(JobFacts facts) {
    JobId id = facts.id();
    facts.deploys().keySet().forEach(host -> hand.delete(Keys.deploy(host, id)));
    facts.run().ifPresent(run -> hand.delete(Keys.run(id)));
    if (facts.statusRevision() > 0) {
      hand.delete(Keys.status(id));
    }
  }

  /** All becomes ready as soon as it is put, and what goes is gone at once. */
  void run(Duration time) {
    run(time, facts -> facts.currentStatus().isEmpty());
  }

  /** The same, and what has failed comes up again. */
  void recover(Duration time) {
    run(time, facts -> !Readiness.ready(facts));
  }

  private void run(Duration time, Predicate<JobFacts> comesUp) {
    for (long end = clock.now().after(time); !clock.now().reached(end); ) {
      for (JobId id : new TreeSet<>(scene.state().jobs())) {
        scene
            .state()
            .job(id)
            .filter(facts -> StackView.made(facts) && comesUp.test(facts))
            .ifPresent(facts -> ready(id.node() + "." + id.tag()));
      }
      sweep();
      pass(Duration.ofSeconds(1));
    }
  }

  /** Deploys and lets all become ready. */
  void deployed(int number, String nodes) {
    deploy(number, nodes);
    run(Duration.ofSeconds(30));
    assert phase().equals(number + " DONE") : phase();
  }
}
