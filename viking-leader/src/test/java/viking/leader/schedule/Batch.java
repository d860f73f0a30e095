package viking.leader.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.codec.JobCodec;
import viking.core.codec.ReleaseCodec;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Every;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Stack;
import viking.core.model.Update;
import viking.core.model.testing.Plain;
import viking.core.state.ClusterState;
import viking.core.state.Touched;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.leader.deployment.InFlight;
import viking.leader.election.Fence;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

/** A stack {@code s} that is run by the clock, and the leader's part in that. */
final class Batch {
  static final NodeId NIGHTLY = new NodeId("s", "nightly");

  private final Scene scene = new Scene();
  private final Tokens tokens = new Tokens(0);
  private final List<String> told = new ArrayList<>();
  private Fence fence;
  private final Set<String> busy = new HashSet<>();
  private Crons crons = new Crons(busy::contains);
  private History history = new History();
  private InFlight inFlight = new InFlight(tokens);
  private long nanos = 7;
  private int release;
  private String accepted = "";

  Batch() {
    takeOver();
  }

  /** Another leader begins with what the store says. */
  void takeOver() {
    long created = scene.hand().put(Keys.leader(), "h1");
    fence = new Fence(created, created);
    crons = new Crons(busy::contains);
    history = new History();
    inFlight = new InFlight(tokens);
    scene.state().takeTouched();
    crons.begin(scene.state());
    history.begin(scene.state());
  }

  /** It is not known what became of the last that was written of the stack. */
  void inDoubt(boolean is) {
    if (is) {
      busy.add("s");
    } else {
      busy.clear();
    }
  }

  Hand hand() {
    return scene.hand();
  }

  ClusterState state() {
    return scene.state();
  }

  List<String> told() {
    return told;
  }

  /** Accepts a release with these nodes: name, cron line, and {@code overlap} where it may. */
  void release(String... lines) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(": ", 2);
      boolean overlap = words[1].endsWith(" overlap");
      nodes.put(words[0], node(new Every(words[1].replace(" overlap", ""), "UTC", overlap)));
    }
    accept(nodes);
  }

  /** What the releases from now on say of when they were made. */
  void acceptedAt(String time) {
    accepted = time;
  }

  /** Accepts a release whose node has another value. */
  void changeValue(String env) {
    accept(Map.of("nightly", node(new Every("0 3 * * *", "UTC", false), "image-" + env)));
  }

  void removeStack() {
    hand().delete(Keys.stack("s"));
    scene
        .state()
        .stack("s")
        .ifPresent(s -> s.releases().keySet().forEach(n -> hand().delete(Keys.release("s", n))));
  }

  private void accept(Map<String, Node> nodes) {
    release++;
    Release value =
        Plain.release(new Stack("s", "", Map.of(), nodes), release)
            .repeated(release, Release.Cause.DEPLOY, 0, "", accepted);
    String text = new ReleaseCodec().write(value);
    hand().put(Keys.stack("s"), text);
    hand().put(Keys.release("s", release), text);
  }

  private static Node node(Every every) {
    return node(every, "batch");
  }

  private static Node node(Every every, String image) {
    Job job = new JobCodec().read("{\"image\":\"" + image + "\"}");
    return new Node(
        Optional.of(job),
        Optional.empty(),
        1,
        false,
        false,
        List.of(),
        Optional.of(every),
        List.of(),
        Update.USUAL,
        Optional.empty(),
        Optional.empty());
  }

  /** The wall clock shows that time, and passes run until there is nothing more to do. */
  void at(String wall) {
    for (List<StoreEffect.Commit> sent = look(wall); !sent.isEmpty(); sent = look(wall)) {
      land(sent);
    }
  }

  /** One pass; what it sends has not landed yet. */
  List<StoreEffect.Commit> look(String wall) {
    Now now = new Now(nanos, Instant.parse(wall));
    nanos += 10_000_000_000L;
    ClusterState state = scene.state();
    Touched touched = state.takeTouched();
    touched.stacks().forEach(stack -> crons.look(stack, state));
    touched.jobs().forEach(job -> history.look(job, state));
    inFlight.settle(state.revision(), fence).forEach(job -> history.look(job, state));
    List<Effect> out = new ArrayList<>();
    crons.step(now, state, inFlight, out::add).forEach(inFlight::enqueue);
    history.step(now, state, inFlight).forEach(inFlight::enqueue);
    inFlight.send(fence, out::add);
    List<StoreEffect.Commit> sent = new ArrayList<>();
    for (Effect effect : out) {
      if (effect instanceof StoreEffect.Commit commit) {
        sent.add(commit);
      } else if (effect instanceof Tell tell) {
        told.add(tell.reason());
      }
    }
    return sent;
  }

  /** Lands what was sent; the answers reach the leader that is in force. */
  void land(List<StoreEffect.Commit> sent) {
    for (StoreEffect.Commit commit : sent) {
      Now now = new Now(nanos, Instant.EPOCH);
      var outcome = scene.commit(commit.txn());
      inFlight.take(new StoreEvent.Committed(commit.token(), outcome), now, fence, effect -> {});
    }
    nanos += 10_000_000_000L;
  }

  /** When the leader would look again, in seconds from that time on the wall. */
  long looksAgainAfter(String wall) {
    Now now = new Now(nanos, Instant.parse(wall));
    long wake = Math.min(crons.wakeAt(now, inFlight), history.wakeAt());
    return wake == Long.MAX_VALUE ? Long.MAX_VALUE : (wake - nanos) / 1_000_000_000L;
  }

  /** The tags of the node's jobs. */
  List<String> jobs() {
    return scene.etcd().read(List.of(Range.prefix(KeySpace.PROC.prefix()))).entries().stream()
        .map(entry -> entry.key().substring("/proc/s/nightly/".length()))
        .toList();
  }

  Job job(String tag) {
    return new JobCodec()
        .read(scene.etcd().find(Keys.proc(id(tag))).map(Entry::value).orElseThrow());
  }

  Optional<String> stored() {
    return scene.etcd().find(Keys.cron(NIGHTLY)).map(Entry::value);
  }

  /** The job's slave has it and says so. */
  void says(String tag, JobState state) {
    long assignment =
        scene.state().job(id(tag)).orElseThrow().deploys().isEmpty()
            ? hand().assign(id(tag), "h1")
            : scene.state().job(id(tag)).orElseThrow().deploys().get("h1").created();
    hand().tell(id(tag), assignment, "h1", state, state.isFinal() ? 1 : 0);
  }

  /** Everything of it is gone but for its {@code /proc}. */
  void isStopped(String tag) {
    hand().delete(Keys.deploy("h1", id(tag)));
  }

  static JobId id(String tag) {
    return new JobId("s", "nightly", tag);
  }
}
