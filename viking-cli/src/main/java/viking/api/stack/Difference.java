package viking.api.stack;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import viking.api.stack.NodeChange.Action;
import viking.core.model.Job;
import viking.core.model.Node;
import viking.core.model.Release;

/** What a release changes, node by node: those of the new file in its order, then what goes. */
record Difference(List<NodeChange> nodes, List<String> notes) {
  Difference {
    nodes = ImmutableList.copyOf(nodes);
    notes = ImmutableList.copyOf(notes);
  }

  /** Of a release that is there already. */
  static Difference none(Release release) {
    List<NodeChange> nodes =
        release.stack().nodes().keySet().stream()
            .map(name -> new NodeChange(name, Action.KEEP, "nothing has changed", List.of(), 0))
            .toList();
    return new Difference(nodes, List.of());
  }

  /**
   * @param now with the counts as they are
   * @param scales the counts that go on overriding the file's
   */
  static Difference of(Present now, Release next, Map<String, Integer> scales) {
    Optional<Release> before = now.release();
    List<NodeChange> nodes = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(next.stack().nodes().keySet());
    before.ifPresent(release -> names.addAll(release.stack().nodes().keySet()));
    for (String name : names) {
      nodes.add(node(now, before, next, name, scales, notes));
    }
    return new Difference(nodes, notes);
  }

  /** The same, with more to be said. */
  Difference with(List<String> further) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(further);
    return new Difference(nodes, all);
  }

  List<String> changed() {
    return nodes.stream().filter(NodeChange::moves).map(NodeChange::node).toList();
  }

  List<String> unchanged() {
    return nodes.stream().filter(each -> !each.moves()).map(NodeChange::node).toList();
  }

  private static NodeChange node(
      Present now,
      Optional<Release> before,
      Release next,
      String name,
      Map<String, Integer> scales,
      List<String> notes) {
    Optional<Node> old = before.map(release -> release.stack().nodes().get(name));
    Optional<Node> node = Optional.ofNullable(next.stack().nodes().get(name));
    Optional<Job> oldJob = before.flatMap(release -> release.job(name));
    Optional<Job> job = next.job(name);
    List<FieldChange> fields = new ArrayList<>();
    // Of what is new every field would be.
    if (old.isPresent()) {
      fields.addAll(Fields.ofJobs(oldJob, job));
      fields.addAll(Fields.ofNodes(old, node));
    }
    if (node.isEmpty()) {
      return new NodeChange(name, Action.REMOVE, "it is no longer in the file", List.of(), 0);
    }
    int wanted = scales.getOrDefault(name, node.get().scale());
    if (node.get().website()) {
      return website(before, next, name, old, fields);
    }
    if (node.get().once()) {
      return next.runsOnce()
          ? new NodeChange(name, Action.RUN, "it runs once in every release", fields, 1)
          : new NodeChange(name, Action.KEEP, "it runs where code or settings are new", fields, 0);
    }
    if (node.get().every().isPresent()) {
      String why = "it runs at its times, " + node.get().every().get().cron();
      Action changed = fields.isEmpty() ? Action.KEEP : Action.RUN;
      return new NodeChange(name, old.isEmpty() ? Action.CREATE : changed, why, fields, 0);
    }
    if (old.isEmpty() || !old.get().standing()) {
      return new NodeChange(name, Action.CREATE, "it is new", List.of(), wanted);
    }
    return standing(
        now, name, node.get(), old.get(), oldJob.get(), job.orElseThrow(), fields, wanted, notes);
  }

  private static NodeChange standing(
      Present now,
      String name,
      Node node,
      Node old,
      Job oldJob,
      Job job,
      List<FieldChange> fields,
      int wanted,
      List<String> notes) {
    int had = now.count(name, old.scale());
    boolean restarted = !Objects.equals(restart(oldJob), restart(job));
    boolean same = oldJob.equals(job);
    if (!same && node.service() && !restarted) {
      notes.add(
          name
              + " is a service: it keeps running as it is until 'viking restart "
              + now.stack()
              + "/"
              + name
              + "'");
    }
    if (!same && (!node.service() || restarted)) {
      String why =
          restarted
              ? "it is to be restarted"
              : reason(Fields.ofJobs(Optional.of(oldJob), Optional.of(job)));
      return new NodeChange(name, Action.REPLACE, why, fields, wanted);
    }
    if (had != wanted) {
      return new NodeChange(name, Action.SCALE, wanted + " instead of " + had, fields, wanted);
    }
    String why =
        !same
            ? "it is a service and keeps running as it is"
            : fields.isEmpty() ? "nothing has changed" : "nothing that runs has changed";
    return new NodeChange(name, Action.KEEP, why, fields, wanted);
  }

  private static NodeChange website(
      Optional<Release> before,
      Release next,
      String name,
      Optional<Node> old,
      List<FieldChange> fields) {
    Optional<String> was =
        before.filter(b -> old.filter(Node::website).isPresent()).flatMap(r -> r.siteImage(name));
    Optional<String> is = next.siteImage(name);
    if (was.isEmpty()) {
      return new NodeChange(name, Action.CREATE, "it is new", List.of(), 0);
    }
    if (!was.equals(is)) {
      List<FieldChange> all = new ArrayList<>(fields);
      all.add(new FieldChange("files", was.get(), is.orElse("")));
      return new NodeChange(name, Action.REPLACE, "its files have changed", all, 0);
    }
    return new NodeChange(name, Action.KEEP, "its files are the same", fields, 0);
  }

  private static String restart(Job job) {
    return job.container().labels().get(Release.RESTART_LABEL);
  }

  private static String reason(List<FieldChange> fields) {
    List<String> names = fields.stream().map(FieldChange::field).toList();
    return names.size() == 1
        ? names.get(0) + " has changed"
        : String.join(", ", names) + " have changed";
  }
}
