package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import viking.core.codec.Quantity;
import viking.core.model.Domain;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Status;
import viking.core.state.ClusterState;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;
import viking.leader.schedule.NodeOutlook;
import viking.leader.schedule.NodeOutlook.Kind;
import viking.leader.schedule.Outlook;

/** One stack: its release, how far that has come, and each node with its jobs. */
public final class StackView {
  private StackView() {}

  /** Of a stack that has a release. */
  public static void write(JsonGenerator out, ClusterState state, String stack) throws IOException {
    StackFacts facts = state.stack(stack).orElseThrow();
    Versioned<Release> current = facts.release().orElseThrow();
    Release release = current.value();
    out.writeStartObject();
    out.writeStringField("stack", stack);
    out.writeStringField("comment", release.stack().comment());
    out.writeNumberField("release", release.number());
    out.writeNumberField("revision", current.modified());
    out.writeStringField("cause", JobOutline.word(release.cause()));
    out.writeNumberField("of", release.of());
    out.writeStringField("by", release.by());
    out.writeStringField("at", release.at());
    rollout(out, StacksView.rollout(facts, release), release);
    out.writeObjectFieldStart("images");
    for (Map.Entry<String, String> each : release.images().entrySet()) {
      out.writeStringField(each.getKey(), each.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("nodes");
    for (NodeOutlook outlook : Outlook.of(state, stack)) {
      node(out, state, facts, release, outlook);
    }
    for (NodeId gone : state.nodesOf(stack)) {
      if (!release.stack().nodes().containsKey(gone.node())) {
        former(out, state, gone);
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void rollout(JsonGenerator out, Optional<Rollout> rollout, Release release)
      throws IOException {
    out.writeObjectFieldStart("rollout");
    out.writeNumberField("release", release.number());
    out.writeStringField("phase", StacksView.phase(rollout));
    out.writeNumberField("good", rollout.map(Rollout::good).orElse(0));
    out.writeNumberField("undone", rollout.map(Rollout::undone).orElse(0));
    out.writeStringField("reason", rollout.map(Rollout::reason).orElse(""));
    out.writeArrayFieldStart("lines");
    for (String line : rollout.map(Rollout::lines).orElse(List.of())) {
      out.writeString(line);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void node(
      JsonGenerator out, ClusterState state, StackFacts facts, Release release, NodeOutlook outlook)
      throws IOException {
    String name = outlook.node();
    Node node = release.stack().nodes().get(name);
    out.writeStartObject();
    out.writeStringField("node", name);
    out.writeStringField("kind", outlook.kind().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("wanted", outlook.wanted());
    out.writeNumberField("ready", outlook.ready());
    out.writeNumberField("current", outlook.current());
    out.writeStringField("image", node.job().map(Job::image).orElse(""));
    out.writeStringField("why", outlook.why());
    if (outlook.kind() == Kind.STANDING || outlook.kind() == Kind.SERVICE) {
      out.writeStringField("minReady", Quantity.write(node.update().minReady()));
    }
    Optional<Instant> next = NextRun.of(facts, name, node);
    if (next.isPresent()) {
      out.writeStringField("next", next.get().toString());
    }
    out.writeArrayFieldStart("domains");
    for (Domain domain : node.domains()) {
      out.writeString(domain.name());
    }
    out.writeEndArray();
    jobs(out, state, new NodeId(release.name(), name), release.job(name));
    out.writeEndObject();
  }

  /** Jobs of a node that no release names any more, or that somebody has put by hand. */
  private static void former(JsonGenerator out, ClusterState state, NodeId id) throws IOException {
    out.writeStartObject();
    out.writeStringField("node", id.node());
    out.writeStringField("kind", "standing");
    out.writeNumberField("wanted", 0);
    out.writeNumberField("ready", 0);
    out.writeNumberField("current", 0);
    out.writeStringField("image", "");
    out.writeStringField("why", "the release has no such node");
    out.writeArrayFieldStart("domains");
    out.writeEndArray();
    jobs(out, state, id, Optional.empty());
    out.writeEndObject();
  }

  private static void jobs(JsonGenerator out, ClusterState state, NodeId node, Optional<Job> wanted)
      throws IOException {
    out.writeArrayFieldStart("jobs");
    for (JobId id : state.jobsOf(node).stream().sorted().toList()) {
      JobOutline outline = new JobOutline(state.job(id).orElseThrow());
      Optional<Status> status = outline.status();
      out.writeStartObject();
      out.writeStringField("job", id.toString());
      out.writeStringField("state", outline.state());
      out.writeStringField("health", status.map(s -> JobOutline.word(s.health())).orElse("none"));
      out.writeStringField("host", outline.host());
      out.writeStringField("message", outline.message());
      out.writeStringField("since", status.map(Status::since).orElse(""));
      if (status.isPresent() && status.get().exitCode().isPresent()) {
        out.writeNumberField("exitCode", status.get().exitCode().getAsInt());
      }
      out.writeBooleanField("current", wanted.isPresent() && outline.job().equals(wanted));
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
