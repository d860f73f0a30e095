package viking.leader.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
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
import viking.core.codec.RolloutCodec;
import viking.core.codec.StackCodec;
import viking.core.key.Keys;
import viking.core.model.Cordon;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.model.Stack;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.leader.election.Fence;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

/** The schedule alone over a store that answers at once; hands play API, dispatch and slaves. */
final class StackScene {
  static final String STACK = "ragnar";

  /** What whatever fails has printed last. */
  static final List<String> LINES = List.of("connecting", "no such table");

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();
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

  Hand hand() {
    return hand;
  }

  Scene scene() {
    return scene;
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

  /** A stack file's nodes, in JSON with ' for ". */
  static Stack stack(String nodes) {
    String json = "{'name':'" + STACK + "','deploy':{" + nodes + "}}";
    return new StackCodec().read(json.replace('\'', '"'));
  }

  static Release release(int number, Cause cause, String nodes) {
    return new Release(
        stack(nodes), number, cause, 0, "alice", "", Map.of(), Map.of(), Map.of(), Map.of());
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

  /** The current release once more, with an order to restart a node. */
  Release restarted(int number, String node) {
    Release now = current();
    return new Release(
        now.stack(),
        number,
        Cause.RESTART,
        0,
        "alice",
        "",
        now.images(),
        now.env(),
        now.secrets(),
        Map.of(node, number));
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

  static JobId id(String nodeAndTag) {
    return JobId.parse(STACK + "." + nodeAndTag);
  }

  /** The tags of a node's jobs that are to run. */
  List<String> tags(String node) {
    List<String> tags = new ArrayList<>();
    for (JobId id : new TreeSet<>(scene.state().jobsOf(new NodeId(STACK, node)))) {
      if (scene.facts(id).proc().isPresent()) {
        tags.add(id.tag());
      }
    }
    return tags;
  }

  void place(String job, String host) {
    if (scene.facts(id(job)).deploys().isEmpty()) {
      hand.assign(id(job), host);
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

  Optional<Rollout> rollout() {
    return scene.etcd().find(Keys.rollout(STACK)).map(Entry::value).map(new RolloutCodec()::read);
  }

  Release current() {
    return new ReleaseCodec().read(scene.etcd().find(Keys.stack(STACK)).orElseThrow().value());
  }

  String phase() {
    return rollout().map(r -> r.release() + " " + r.phase()).orElse("none");
  }

  /** Who owns each domain. */
  Map<String, String> routes() {
    Map<String, String> owners = new TreeMap<>();
    for (String stack : List.of(STACK, "other")) {
      scene.state().routesOf(stack).forEach(domain -> owners.put(domain, stack));
    }
    return owners;
  }

  /** What the outlook says of each node, by name. */
  Map<String, NodeOutlook> outlook() {
    Map<String, NodeOutlook> nodes = new LinkedHashMap<>();
    Outlook.of(scene.state(), STACK).forEach(node -> nodes.put(node.node(), node));
    return nodes;
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
