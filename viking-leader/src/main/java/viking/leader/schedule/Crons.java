package viking.leader.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.Tell;
import viking.core.codec.ReleaseCodec;
import viking.core.cron.CronLine;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Every;
import viking.core.model.JobId;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;
import viking.core.store.Write;
import viking.leader.deployment.InFlight;
import viking.leader.deployment.Step;

/**
 * Runs by the clock what is to be run by the clock: each nominal time once, of missed ones the
 * newest.
 */
public final class Crons {
  /** A wall clock may be set while nobody looks at it. */
  private static final Duration LOOK_AT_LEAST = Duration.ofSeconds(30);

  private static final ReleaseCodec RELEASES = new ReleaseCodec();

  private final Predicate<String> inDoubt;
  private final Map<NodeId, CronNode> nodes = new TreeMap<>();
  private final Map<NodeId, Instant> due = new HashMap<>();
  private final Set<NodeId> removed = new TreeSet<>();
  private final Map<NodeId, String> problems = new TreeMap<>();
  private final Set<String> told = new TreeSet<>();

  /** Waits while it is not known what became of the last that was written of a stack as a whole. */
  public Crons(Predicate<String> inDoubt) {
    this.inDoubt = inDoubt;
  }

  /** Forgets everything, and looks at all there is. */
  public void begin(ClusterState state) {
    nodes.clear();
    due.clear();
    removed.clear();
    problems.clear();
    state.stacks().forEach(stack -> look(stack, state));
  }

  /** Something has changed about a stack. */
  public void look(String stack, ClusterState state) {
    nodes.keySet().removeIf(node -> node.stack().equals(stack));
    due.keySet().removeIf(node -> node.stack().equals(stack));
    removed.removeIf(node -> node.stack().equals(stack));
    problems.keySet().removeIf(node -> node.stack().equals(stack));
    state.stack(stack).ifPresent(facts -> facts.release().ifPresent(now -> known(facts, now)));
  }

  /** What is due now, at most one step a node. */
  public List<Step> step(Now now, ClusterState state, InFlight inFlight, Consumer<Effect> out) {
    List<Step> steps = new ArrayList<>();
    problems.values().stream().filter(told::add).forEach(text -> out.accept(Tell.warn(text)));
    for (CronNode node : nodes.values()) {
      if (!dueAt(node, now).isAfter(now.wall()) && free(node.id(), inFlight, now)) {
        steps.add(node.step(now.wall(), jobs(node.id(), state)));
      }
    }
    for (NodeId node : List.copyOf(removed)) {
      if (free(node, inFlight, now)) {
        Optional<Step> step = forget(node, state);
        step.ifPresentOrElse(steps::add, () -> removed.remove(node));
      }
    }
    return steps;
  }

  /** When to look again, on the clock of durations. */
  public long wakeAt(Now now, InFlight inFlight) {
    long wake = Long.MAX_VALUE;
    for (CronNode node : nodes.values()) {
      wake = Math.min(wake, wakeAt(node.id(), dueAt(node, now), now, inFlight));
    }
    for (NodeId node : removed) {
      wake = Math.min(wake, wakeAt(node, Instant.MIN, now, inFlight));
    }
    return wake;
  }

  private Instant dueAt(CronNode node, Now now) {
    Instant next = due.get(node.id());
    return next.isAfter(now.wall()) && node.astray(now.wall()) ? Instant.MIN : next;
  }

  private long wakeAt(NodeId node, Instant due, Now now, InFlight inFlight) {
    JobId writer = CronNode.writer(node);
    if (inFlight.busy(writer) || inDoubt.test(node.stack())) {
      return Long.MAX_VALUE;
    }
    Optional<Long> rests = inFlight.restsUntil(writer, now);
    if (rests.isPresent()) {
      return rests.get();
    }
    if (!due.isAfter(now.wall())) {
      return now.nanos();
    }
    return due.isAfter(now.wall().plus(LOOK_AT_LEAST))
        ? now.after(LOOK_AT_LEAST)
        : now.after(Duration.between(now.wall(), due));
  }

  /** Of a release that cannot be read nothing is known: then nothing begins, and nothing goes. */
  private void known(StackFacts facts, Versioned<Release> release) {
    Map<String, Node> all = release.value().stack().nodes();
    all.forEach(
        (name, node) ->
            node.every()
                .ifPresent(every -> add(new NodeId(facts.name(), name), every, facts, release)));
    facts.crons().keySet().stream()
        .filter(name -> !all.containsKey(name) || all.get(name).every().isEmpty())
        .forEach(name -> removed.add(new NodeId(facts.name(), name)));
  }

  private void add(NodeId id, Every every, StackFacts facts, Versioned<Release> release) {
    try {
      Optional<Versioned<String>> stored = Optional.ofNullable(facts.crons().get(id.node()));
      boolean fresh = stored.filter(at -> !meant(id, every, facts, at.modified())).isPresent();
      CronLine line = CronLine.parse(every.cron(), every.zone());
      CronNode node = new CronNode(id, release, line, stored, fresh);
      due.put(id, node.dueAt());
      nodes.put(id, node);
    } catch (BadInput | DateTimeException e) {
      problems.put(id, id + " is never run by the clock: " + e.getMessage());
    }
  }

  /** Whether the release in force when that was written had the same line. */
  private static boolean meant(NodeId id, Every every, StackFacts facts, long written) {
    if (facts.release().orElseThrow().modified() < written) {
      return true;
    }
    return facts.releases().values().stream()
        .filter(release -> release.created() < written)
        .reduce((older, newer) -> newer)
        .flatMap(Crons::read)
        .map(release -> release.stack().nodes().get(id.node()))
        .flatMap(Node::every)
        .map(then -> then.cron().equals(every.cron()) && then.zone().equals(every.zone()))
        .orElse(true);
  }

  private static Optional<Release> read(Versioned<String> text) {
    try {
      return Optional.of(RELEASES.read(text.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  /** A node that is not run by the clock any more begins anew if it ever is again. */
  private static Optional<Step> forget(NodeId node, ClusterState state) {
    return state
        .stack(node.stack())
        .filter(facts -> facts.crons().containsKey(node.node()))
        .map(
            facts ->
                new Step(
                    CronNode.writer(node),
                    Optional.empty(),
                    List.of(
                        Compare.modified(Keys.stack(node.stack()), facts.stackRevision()),
                        Compare.modified(
                            Keys.cron(node), facts.crons().get(node.node()).modified())),
                    List.of(Write.delete(Keys.cron(node))),
                    node + " is no longer run by the clock"));
  }

  private static List<JobFacts> jobs(NodeId node, ClusterState state) {
    return state.jobsOf(node).stream().map(id -> state.job(id).orElseThrow()).toList();
  }

  private boolean free(NodeId node, InFlight inFlight, Now now) {
    JobId writer = CronNode.writer(node);
    return !inDoubt.test(node.stack())
        && !inFlight.busy(writer)
        && inFlight.restsUntil(writer, now).isEmpty();
  }
}
