package viking.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.model.Cordon;
import viking.core.model.Domain;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;
import viking.core.store.testing.EtcdModel;

/** What is still missing until every stack is at one whole release. */
final class StackRest {
  private final EtcdModel store;
  private final ClusterState state;
  private final List<String> unrest;

  StackRest(EtcdModel store, ClusterState state, List<String> unrest) {
    this.store = store;
    this.state = state;
    this.unrest = unrest;
  }

  void look() {
    Set<String> stacks = new TreeSet<>(state.stacks());
    state.jobs().forEach(job -> stacks.add(job.stack()));
    for (String stack : stacks) {
      Optional<StackFacts> facts = state.stack(stack);
      Optional<Release> release = facts.flatMap(StackFacts::release).map(Versioned::value);
      if (release.isPresent()) {
        whole(release.get(), facts.get());
      } else {
        gone(stack, facts);
      }
    }
    drained();
  }

  private void gone(String stack, Optional<StackFacts> facts) {
    if (facts.isPresent()) {
      unrest.add("keys of stack " + stack + " are left over");
    }
    for (NodeId node : state.nodesOf(stack)) {
      made(node).forEach(job -> unrest.add(job.id() + " is left over from a stack"));
    }
    Acceptance.routes(store, stack)
        .keySet()
        .forEach(domain -> unrest.add(domain + " is left over from stack " + stack));
  }

  private void whole(Release release, StackFacts facts) {
    String title = "release " + release.number() + " of " + release.name();
    Optional<Rollout> rollout = facts.rollout().map(Versioned::value);
    boolean told =
        rollout.filter(known -> known.release() == release.number() && known.over()).isPresent();
    if (!told) {
      unrest.add(title + " is not over: " + rollout);
      return;
    }
    if (rollout.get().phase() == Phase.FAILED) {
      failed(title, release, facts, rollout.get());
    } else {
      done(title, release, facts);
    }
    for (NodeId node : state.nodesOf(release.name())) {
      Node wanted = release.stack().nodes().get(node.node());
      boolean leftOver = rollout.get().phase() != Phase.FAILED && wanted == null;
      if (leftOver && !made(node).isEmpty()) {
        unrest.add(node + " is in no release and has jobs");
      }
    }
    routes(title, release);
    crons(release, facts);
  }

  private void routes(String title, Release release) {
    for (Map.Entry<String, String> route : Acceptance.routes(store, release.name()).entrySet()) {
      Node node = release.stack().nodes().get(route.getValue());
      boolean named =
          node != null
              && node.domains().stream().map(Domain::name).anyMatch(route.getKey()::equals);
      if (!named) {
        unrest.add(route.getKey() + " leads to " + route.getValue() + " of " + title);
      }
    }
  }

  private void crons(Release release, StackFacts facts) {
    facts
        .crons()
        .forEach(
            (node, at) -> {
              if (CronLaws.astray(Instant.parse(at.value()))) {
                unrest.add("/cron of " + node + " waits for " + at.value());
              }
              Node wanted = release.stack().nodes().get(node);
              if (wanted == null || wanted.every().isEmpty()) {
                unrest.add("/cron of " + node + " is left over");
              }
            });
  }

  /**
   * One that cannot become ready stays as it is, where there is nothing to go back to, or nothing
   * that it has changed.
   */
  private void failed(String title, Release release, StackFacts facts, Rollout rollout) {
    if (rollout.reason().isEmpty()) {
      unrest.add(title + " has failed, and nobody knows why");
    }
    boolean backwards = rollout.good() > 0 && rollout.undone() == 0;
    if (backwards
        && rollout.good() != release.number()
        && kept(release, rollout)
        && !inPlace(release, facts)) {
      unrest.add(title + " has failed, and " + rollout.good() + " was good: " + rollout);
    }
  }

  private boolean inPlace(Release release, StackFacts facts) {
    return release.stack().nodes().entrySet().stream()
        .filter(each -> each.getValue().standing())
        .map(each -> new NodeId(release.name(), each.getKey()))
        .allMatch(node -> satisfied(release, node) >= facts.count(node.node()));
  }

  private long satisfied(Release release, NodeId node) {
    return made(node).stream()
        .filter(job -> satisfies(job, release))
        .map(JobFacts::slot)
        .distinct()
        .count();
  }

  private static boolean satisfies(JobFacts job, Release release) {
    return StackImage.satisfies(
        job.proc().flatMap(p -> p.value().job()).orElseThrow(), release, job.id().node());
  }

  private boolean kept(Release release, Rollout rollout) {
    return Acceptance.history(store, release.name()).containsKey(rollout.good());
  }

  private void done(String title, Release release, StackFacts facts) {
    release
        .stack()
        .nodes()
        .forEach(
            (name, node) -> {
              NodeId id = new NodeId(release.name(), name);
              if (node.standing()) {
                slots(title, release, id, facts.count(name));
              } else if (node.website() && !made(id).isEmpty()) {
                unrest.add(id + " is a website and has jobs");
              }
            });
  }

  /** Each place is taken by one job, and that is as wanted. */
  private void slots(String title, Release release, NodeId node, int count) {
    Map<Integer, List<JobFacts>> slots = new TreeMap<>();
    for (JobFacts job : made(node)) {
      int slot = job.id().instance().map(Instance::slot).orElse(0);
      slots.computeIfAbsent(slot, n -> new ArrayList<>()).add(job);
    }
    for (int slot = 1; slot <= count; slot++) {
      List<JobFacts> jobs = slots.getOrDefault(slot, List.of());
      boolean wanted = jobs.size() == 1 && satisfies(jobs.get(0), release);
      if (!wanted && !cannotMove(jobs, release)) {
        unrest.add(
            "slot "
                + slot
                + " of "
                + node
                + " in "
                + title
                + " has "
                + jobs.stream().map(JobFacts::id).toList());
      }
    }
    slots.keySet().stream()
        .filter(slot -> slot < 1 || slot > count)
        .forEach(slot -> unrest.add(node + " has a job in slot " + slot + " of " + count));
  }

  /** What has nowhere else to be stays on its drained host, and another one waits for a place. */
  private boolean cannotMove(List<JobFacts> jobs, Release release) {
    return jobs.size() == 2
        && jobs.stream().allMatch(job -> satisfies(job, release))
        && jobs.stream().filter(job -> job.deploys().isEmpty()).count() == 1
        && jobs.stream().flatMap(job -> job.deploys().keySet().stream()).allMatch(this::isDrained);
  }

  private boolean isDrained(String host) {
    return state.cordon(host).filter(Cordon::drain).isPresent();
  }

  /** A host that is drained holds only what has nowhere else to be. */
  private void drained() {
    state.hosts().keySet().stream()
        .filter(this::isDrained)
        .forEach(
            host ->
                state.deployedOn(host).stream()
                    .map(job -> state.job(job).orElseThrow())
                    .filter(job -> StackImage.mayMove(job) && !waits(job) && !stays(job))
                    .forEach(job -> unrest.add(job.id() + " is still on " + host)));
  }

  /** Whether it is of an earlier release, and the present one has failed: what runs stays. */
  private boolean stays(JobFacts job) {
    return state
        .stack(job.id().stack())
        .filter(facts -> facts.rollout().filter(r -> r.value().phase() == Phase.FAILED).isPresent())
        .flatMap(StackFacts::release)
        .filter(release -> StackImage.ofSchedule(job) && !satisfies(job, release.value()))
        .isPresent();
  }

  /** Whether another one is there to take its place, and does not get ready. */
  private boolean waits(JobFacts job) {
    return made(job.id().nodeId()).stream()
        .anyMatch(
            other ->
                !other.id().equals(job.id())
                    && other.slot().equals(job.slot())
                    && !new StackImage(store).ready(other.id()));
  }

  private List<JobFacts> made(NodeId node) {
    return state.jobsOf(node).stream()
        .map(id -> state.job(id).orElseThrow())
        .filter(StackImage::ofSchedule)
        .toList();
  }

  static boolean unhealthyByNature(JobId id, Job job) {
    return !id.stack().equals("sim") && job.image().equals("sick");
  }
}
