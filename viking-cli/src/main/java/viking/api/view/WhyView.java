package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import viking.core.model.Job;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.leader.dispatch.Dispatch;
import viking.leader.dispatch.Ledger;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Request;
import viking.leader.dowding.Verdict;

/** Why a job is where it is, or nowhere, and what each host says to it. */
public final class WhyView {
  private WhyView() {}

  /** Of all hosts, or of one. */
  public static void write(
      JsonGenerator out, ClusterState state, JobFacts facts, Optional<String> only)
      throws IOException {
    JobOutline outline = new JobOutline(facts);
    Fleet fleet = Ledger.of(state).fleet();
    Optional<Request> request = outline.job().map(job -> request(state, facts, job));
    out.writeStartObject();
    out.writeStringField("id", facts.id().toString());
    out.writeStringField("summary", new Summary(state, outline, fleet, request).text());
    out.writeArrayFieldStart("hosts");
    if (request.isPresent()) {
      for (String name : HostsView.names(state)) {
        if (only.filter(wanted -> !wanted.equals(name)).isEmpty()) {
          host(out, outline, name, verdict(state, fleet, request.get(), name));
        }
      }
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void host(JsonGenerator out, JobOutline outline, String name, Verdict verdict)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeBooleanField("fits", verdict.fits());
    out.writeBooleanField("chosen", outline.assignedTo().filter(name::equals).isPresent());
    out.writeStringField("sentence", verdict.sentence());
    out.writeEndObject();
  }

  private static Verdict verdict(ClusterState state, Fleet fleet, Request request, String name) {
    return Dowding.explain(fleet, request, name)
        .orElseGet(
            () ->
                new Verdict(
                    name,
                    false,
                    name + ": lost: " + HostCondition.of(state, name).orElseThrow().reason()));
  }

  /** As the leader would ask for a place. */
  private static Request request(ClusterState state, JobFacts facts, Job job) {
    return new Request(
        facts.id(),
        job,
        job.pinned() ? state.pin(facts.slot()).map(Versioned::value) : Optional.empty(),
        Dispatch.troubled(facts));
  }
}
