package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.state.ClusterState;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;
import viking.leader.schedule.NodeOutlook;
import viking.leader.schedule.NodeOutlook.Kind;
import viking.leader.schedule.Outlook;

/** The stacks that are deployed, by name. */
public final class StacksView {
  private StacksView() {}

  public static void write(JsonGenerator out, ClusterState state) throws IOException {
    out.writeStartObject();
    out.writeNumberField("revision", state.revision());
    out.writeArrayFieldStart("stacks");
    for (String name : state.stacks()) {
      StackFacts facts = state.stack(name).orElseThrow();
      Optional<Versioned<Release>> release = facts.release();
      Optional<String> problem = Optional.ofNullable(state.refused().get(Keys.stack(name)));
      if (release.isPresent()) {
        stack(out, facts, release.get().value(), Outlook.of(state, name));
      } else if (problem.isPresent()) {
        unreadable(out, name, problem.get());
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void stack(
      JsonGenerator out, StackFacts facts, Release release, List<NodeOutlook> nodes)
      throws IOException {
    Optional<Rollout> rollout = rollout(facts, release);
    List<NodeOutlook> standing = nodes.stream().filter(StacksView::stands).toList();
    out.writeStartObject();
    out.writeStringField("stack", facts.name());
    out.writeStringField("comment", release.stack().comment());
    out.writeNumberField("release", release.number());
    out.writeStringField("phase", phase(rollout));
    out.writeStringField("reason", rollout.map(Rollout::reason).orElse(""));
    out.writeNumberField("nodes", release.stack().nodes().size());
    out.writeNumberField("wanted", standing.stream().mapToInt(NodeOutlook::wanted).sum());
    out.writeNumberField("ready", standing.stream().mapToInt(NodeOutlook::ready).sum());
    out.writeStringField("by", release.by());
    out.writeStringField("at", release.at());
    out.writeEndObject();
  }

  /** It is there, and what it has runs; only that nobody can tell what it is to be. */
  private static void unreadable(JsonGenerator out, String name, String problem)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("stack", name);
    out.writeStringField("phase", "unreadable");
    out.writeStringField("reason", Keys.stack(name) + ": " + problem);
    out.writeEndObject();
  }

  private static boolean stands(NodeOutlook node) {
    return node.kind() == Kind.STANDING || node.kind() == Kind.SERVICE;
  }

  /** Only what is said of this very release. */
  static Optional<Rollout> rollout(StackFacts facts, Release release) {
    return facts
        .rollout()
        .map(Versioned::value)
        .filter(rollout -> rollout.release() == release.number());
  }

  /** What is accepted and not begun yet is on its way as well. */
  static String phase(Optional<Rollout> rollout) {
    return rollout
        .map(Rollout::phase)
        .orElse(Rollout.Phase.ROLLING)
        .name()
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }
}
