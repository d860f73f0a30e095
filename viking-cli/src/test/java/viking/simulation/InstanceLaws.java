package viking.simulation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.codec.JobCodec;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Update;
import viking.core.store.Entry;
import viking.core.store.Write;

/** What must hold of the jobs that the schedule puts and deletes for a stack's nodes. */
final class InstanceLaws {
  private final CronLaws crons;
  private final Map<NodeId, Set<Integer>> gaps = new TreeMap<>();
  private final Set<String> ranOnce = new TreeSet<>();

  InstanceLaws(CronLaws crons) {
    this.crons = crons;
  }

  /** The store holds other data now: what went before counts for nothing. */
  void forget() {
    gaps.clear();
    ranOnce.clear();
  }

  void gone(String stack) {
    gaps.keySet().removeIf(node -> node.stack().equals(stack));
    ranOnce.removeIf(key -> key.startsWith(stack + "/"));
  }

  /** The leader puts or deletes a job. */
  void proc(
      Key key, Write write, Optional<Entry> before, Map<String, Entry> replaced, StackImage image) {
    JobId id = key.job();
    if (write.kind() == Write.Kind.DELETE) {
      before.ifPresent(entry -> deleted(id, entry, image));
      return;
    }
    if (before.isPresent()) {
      throw new Broken(id + " is overwritten by the leader");
    }
    Job job = new JobCodec().read(write.value());
    Release release =
        image
            .release(id.stack())
            .orElseThrow(() -> new Broken(id + " is put for a stack that is not there"));
    Node node = release.stack().nodes().get(id.node());
    if (node == null || node.job().isEmpty()) {
      throw new Broken(id + " is put for no node of release " + release.number());
    }
    boolean wanted = job.equals(release.job(id.node()).orElseThrow());
    if (!wanted || !StackImage.ofSchedule(job)) {
      throw new Broken(id + " is put with another value than release " + release.number() + "'s");
    }
    if (node.every().isPresent()) {
      Optional<Entry> time = Optional.ofNullable(replaced.get(Keys.cron(id.nodeId())));
      crons.put(id, node.every().get(), time, image);
      return;
    }
    Instance instance =
        id.instance().orElseThrow(() -> new Broken(id + " is put under no instance's tag"));
    int count = node.once() ? 1 : image.count(id.nodeId(), node);
    if (instance.release() != release.number() || instance.slot() > count) {
      throw new Broken(id + " is put though release " + release.number() + " wants " + count);
    }
    if (node.once() && !ranOnce.add(id.nodeId() + " of " + release.number())) {
      throw new Broken(id + " runs twice in release " + release.number());
    }
  }

  private void deleted(JobId id, Entry before, StackImage image) {
    Optional<Job> job = StackImage.job(before).filter(StackImage::ofSchedule);
    if (job.isEmpty()) {
      boolean history = id.tag().startsWith("run.") && isFinal(id, before, image);
      if (!history) {
        throw new Broken(id + " was put by hand and is deleted by the leader");
      }
      return;
    }
    Optional<Release> release = image.release(id.stack());
    Optional<Node> node = release.map(r -> r.stack().nodes().get(id.node()));
    if (node.isEmpty()) {
      return;
    }
    if (id.instance().isEmpty()) {
      boolean cron = node.get().every().isPresent();
      if (cron && !isFinal(id, before, image)) {
        throw new Broken(id + " has not ended and is deleted");
      }
      return;
    }
    if (node.get().once()) {
      boolean current =
          id.instance().get().release() == release.get().number() && release.get().runsOnce();
      if (current) {
        throw new Broken(id + " is the release's own and is deleted");
      }
    } else if (node.get().standing()) {
      instance(id, job.get(), before, release.get(), node.get(), image);
    }
  }

  /** An instance of a node that stands in the release. */
  private void instance(
      JobId id, Job job, Entry before, Release release, Node node, StackImage image) {
    NodeId nodeId = id.nodeId();
    int slot = id.instance().orElseThrow().slot();
    if (slot > image.count(nodeId, node)) {
      return;
    }
    boolean satisfies = StackImage.satisfies(job, release, id.node());
    boolean ready = ready(id, before, image);
    if (satisfies) {
      boolean another =
          image
              .instances(nodeId, slot, j -> StackImage.satisfies(j, release, id.node()))
              .anyMatch(other -> !ready || image.ready(other));
      if (!another) {
        throw new Broken(id + " is as release " + release.number() + " wants it and is deleted");
      }
      return;
    }
    if (!ready || image.instances(nodeId, slot, j -> true).anyMatch(image::ready)) {
      return;
    }
    expose(id, job, release, node);
  }

  /** A ready instance ends before its successor is ready. */
  private void expose(JobId id, Job job, Release release, Node node) {
    Job wanted = release.job(id.node()).orElseThrow();
    Update update = node.update();
    boolean oneByOne = wanted.pinned() || !wanted.hostPorts().isEmpty();
    if (update.order() == Update.Order.START_FIRST && !wanted.pinned()) {
      throw new Broken(id + " is ready, its successor is not, and it is deleted: " + job.image());
    }
    int most = update.order() == Update.Order.AUTO && !oneByOne ? 1 : update.parallel();
    Set<Integer> exposed = gaps.computeIfAbsent(id.nodeId(), n -> new TreeSet<>());
    exposed.add(id.instance().orElseThrow().slot());
    if (exposed.size() > most) {
      throw new Broken(id + " is deleted, and slots " + exposed + " have none that is ready");
    }
  }

  /** Slots that have a ready instance again, or are wanted no more. */
  void close(StackImage image) {
    for (Map.Entry<NodeId, Set<Integer>> each : gaps.entrySet()) {
      NodeId id = each.getKey();
      Optional<Node> node =
          image.release(id.stack()).map(release -> release.stack().nodes().get(id.node()));
      each.getValue()
          .removeIf(
              slot ->
                  node.filter(n -> slot <= image.count(id, n)).isEmpty()
                      || image.instances(id, slot, job -> true).anyMatch(image::ready));
    }
    gaps.values().removeIf(Set::isEmpty);
  }

  private static boolean isFinal(JobId id, Entry proc, StackImage image) {
    return image.status(id).filter(s -> spoke(proc, s.assignment())).isPresent()
        && image.isFinal(id);
  }

  /** The status is still there when its job has just been deleted. */
  private static boolean ready(JobId id, Entry proc, StackImage image) {
    return image
            .status(id)
            .filter(s -> spoke(proc, s.assignment()) && s.state() != JobState.DONE)
            .isPresent()
        && image.ready(id);
  }

  private static boolean spoke(Entry proc, long assignment) {
    return assignment == 0 || assignment > proc.modified();
  }
}
