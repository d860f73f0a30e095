package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import viking.core.model.Host;
import viking.core.model.Pin;
import viking.core.model.SlotId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;

/** The volumes that are pinned to a host, by slot. */
public final class VolumesView {
  private static final Comparator<SlotId> ORDER =
      Comparator.comparing(SlotId::stack).thenComparing(SlotId::node).thenComparing(SlotId::slot);

  private VolumesView() {}

  public static void write(JsonGenerator out, ClusterState state) throws IOException {
    out.writeStartObject();
    out.writeNumberField("revision", state.revision());
    out.writeArrayFieldStart("volumes");
    for (SlotId slot : state.pins().keySet().stream().sorted(ORDER).toList()) {
      Pin pin = state.pin(slot).orElseThrow().value();
      Optional<JobOutline> job = job(state, slot).map(JobOutline::new);
      out.writeStartObject();
      out.writeStringField("stack", slot.stack());
      out.writeStringField("node", slot.node());
      out.writeStringField("slot", slot.slot());
      out.writeStringField("host", pin.host());
      out.writeBooleanField("made", pin.made());
      out.writeStringField("hostState", hostState(state, pin));
      out.writeStringField("job", job.map(each -> each.facts().id().toString()).orElse(""));
      out.writeStringField("jobState", job.map(JobOutline::state).orElse(""));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** The slot's job that has the volume, or else one that wants it. */
  static Optional<JobFacts> job(ClusterState state, SlotId slot) {
    return state.jobsOf(slot).stream()
        .sorted()
        .map(id -> state.job(id).orElseThrow())
        .min(Comparator.comparing(facts -> facts.deploys().isEmpty()));
  }

  /** A host of the same name is another one when it is another machine. */
  private static String hostState(ClusterState state, Pin pin) {
    boolean other =
        state.host(pin.host()).map(Host::id).filter(id -> !id.equals(pin.hostId())).isPresent();
    return other
        ? "other"
        : HostCondition.of(state, pin.host()).map(HostCondition::word).orElse("gone");
  }
}
