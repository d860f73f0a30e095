package viking.api.stack;

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

/** Compares a release that is to come with the present one, node by node. */
final class Comparison {
  private final Present now;
  private final Optional<Release> before;
  private final Release next;
  private final Map<String, Integer> scales;
  private final List<String> notes = new ArrayList<>();

  Comparison(Present now, Release next, Map<String, Integer> scales) {
    this.now = now;
    this.before = now.release();
    this.next = next;
    this.scales = scales;
  }

  Difference difference() {
    Set<String> names = new LinkedHashSet<>(next.stack().nodes().keySet());
    before.ifPresent(release -> names.addAll(release.stack().nodes().keySet()));
    List<NodeChange> nodes = names.stream().map(this::node).toList();
    return new Difference(nodes, notes);
  }

  private NodeChange node(String name) {
    Optional<Node> old = old(name);
    Optional<Node> found = Optional.ofNullable(next.stack().nodes().get(name));
    if (found.isEmpty()) {
      return new NodeChange(name, Action.REMOVE, "it is no longer in the file", List.of(), 0);
    }
    Node node = found.get();
    List<FieldChange> fields = fields(name, node);
    if (node.website()) {
      return website(name, fields);
    }
    if (node.once()) {
      return next.runsOnce()
          ? new NodeChange(name, Action.RUN, "it runs once in every release", fields, 1)
          : new NodeChange(name, Action.KEEP, "it runs where code or settings are new", fields, 0);
    }
    if (node.every().isPresent()) {
      String why = "it runs at its times, " + node.every().get().cron();
      Action changed = fields.isEmpty() ? Action.KEEP : Action.RUN;
      return new NodeChange(name, old.isEmpty() ? Action.CREATE : changed, why, fields, 0);
    }
    int wanted = scales.getOrDefault(name, node.scale());
    return old.isEmpty() || !old.get().standing()
        ? new NodeChange(name, Action.CREATE, "it is new", List.of(), wanted)
        : standing(name, node, fields, wanted);
  }

  private Optional<Node> old(String name) {
    return before.map(release -> release.stack().nodes().get(name));
  }

  private Optional<Job> oldJob(String name) {
    return before.flatMap(release -> release.job(name));
  }

  /** None of what is new: every one would be. */
  private List<FieldChange> fields(String name, Node node) {
    Optional<Node> old = old(name);
    List<FieldChange> fields = new ArrayList<>();
    if (old.isPresent()) {
      fields.addAll(Fields.ofJobs(oldJob(name), next.job(name)));
      fields.addAll(Fields.ofNodes(old, Optional.of(node)));
    }
    return fields;
  }

  private NodeChange standing(String name, Node node, List<FieldChange> fields, int wanted) {
    Job old = oldJob(name).orElseThrow();
    Job job = next.job(name).orElseThrow();
    boolean restarted = !Objects.equals(restart(old), restart(job));
    boolean same = old.equals(job);
    boolean left = !same && node.service() && !restarted;
    if (left) {
      notes.add(
          name
              + " is a service: it keeps running as it is until 'viking restart "
              + now.stack()
              + "/"
              + name
              + "'");
    }
    if (!same && !left) {
      String why =
          restarted
              ? "it is to be restarted"
              : reason(Fields.ofJobs(Optional.of(old), Optional.of(job)));
      return new NodeChange(name, Action.REPLACE, why, fields, wanted);
    }
    int had = now.count(name, old(name).orElseThrow().scale());
    if (had != wanted) {
      return new NodeChange(name, Action.SCALE, wanted + " instead of " + had, fields, wanted);
    }
    if (left) {
      String why = "it is a service and keeps running as it is";
      return new NodeChange(name, Action.KEEP, why, fields, wanted);
    }
    String why = fields.isEmpty() ? "nothing has changed" : "nothing that runs has changed";
    return new NodeChange(name, Action.KEEP, why, fields, wanted);
  }

  private NodeChange website(String name, List<FieldChange> fields) {
    Optional<String> was =
        before
            .filter(release -> old(name).filter(Node::website).isPresent())
            .flatMap(release -> release.siteImage(name));
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
