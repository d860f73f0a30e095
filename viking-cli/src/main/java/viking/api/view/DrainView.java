package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.base.Suppliers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import viking.core.model.Cordon;
import viking.core.model.Instance;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Release;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.leader.dispatch.Ledger;
import viking.leader.dowding.Dowding;
import viking.leader.dowding.Placement;
import viking.leader.dowding.Plan;
import viking.leader.dowding.Request;

/** What is still on a host that is being emptied, and what each job waits for. */
public final class DrainView {
  private final ClusterState state;
  private final String host;
  private final Ledger ledger;
  private final Supplier<Ledger> hopeful;

  private DrainView(ClusterState state, String host) {
    this.state = state;
    this.host = host;
    this.ledger = Ledger.of(state);
    this.hopeful = Suppliers.memoize(() -> Ledger.hopeful(state));
  }

  /**
   * Also of a host that is not being emptied: then it says what could be moved and what not. What
   * has ended holds nobody up.
   */
  public static void write(JsonGenerator out, ClusterState state, String host) throws IOException {
    DrainView view = new DrainView(state, host);
    out.writeStartObject();
    out.writeStringField("host", host);
    out.writeBooleanField("drain", state.cordon(host).filter(Cordon::drain).isPresent());
    out.writeArrayFieldStart("left");
    for (JobId id : state.deployedOn(host).stream().sorted().toList()) {
      JobFacts facts = state.job(id).orElseThrow();
      if (facts.ended()) {
        continue;
      }
      JobOutline outline = new JobOutline(facts);
      out.writeStartObject();
      out.writeStringField("job", id.toString());
      out.writeStringField("state", outline.state());
      out.writeStringField("why", view.why(outline));
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private String why(JobOutline outline) {
    JobId id = outline.facts().id();
    Optional<Job> job = outline.job();
    if (job.isEmpty() || outline.stoppingOn().filter(host::equals).isPresent()) {
      return "it is being stopped";
    }
    if (job.get().oneOff()) {
      return "it runs to its end, and nothing takes its place: wait, or 'viking kill " + id + "'";
    }
    if (job.get().pinned()) {
      return "its volume is on this host: it goes where that goes, see 'viking volume ls'";
    }
    if (!job.get().by().equals(Release.SCHEDULE)) {
      return place(id, job.get());
    }
    return successor(id).orElseGet(() -> place(moved(id), job.get()));
  }

  /** Another job of the same place, elsewhere. */
  private Optional<String> successor(JobId id) {
    return state.jobsOf(id.slotId()).stream()
        .sorted()
        .filter(other -> !other.equals(id) && !state.deployedOn(host).contains(other))
        .map(state::job)
        .flatMap(Optional::stream)
        .filter(other -> other.proc().isPresent())
        .map(other -> said(other))
        .findFirst();
  }

  private static String said(JobFacts other) {
    JobOutline outline = new JobOutline(other);
    String where = outline.assignedTo().map(name -> " on " + name).orElse("");
    String why = outline.message().isEmpty() ? "" : ": " + outline.message();
    return other.id() + " takes its place and is " + outline.state() + where + why;
  }

  /** What the schedule would put in its place; one put by hand goes to another host as it is. */
  private static JobId moved(JobId id) {
    Instance now = id.instance().orElse(new Instance(1, 1, 0));
    return new Instance(now.release(), now.slot(), now.move() + 1).of(id.nodeId());
  }

  private String place(JobId id, Job job) {
    Request request = new Request(id, job, Optional.empty(), Set.of(host));
    Optional<String> target = elsewhere(Dowding.plan(ledger.fleet(), List.of(request)));
    if (target.isPresent()) {
      return "it is to move to " + target.get();
    }
    // What is only not known yet is not told as impossible.
    Plan plan = Dowding.plan(hopeful.get().fleet(), List.of(request));
    return elsewhere(plan)
        .map(
            name -> "it is to move to " + name + ", if there is room when what stops there is gone")
        .orElseGet(
            () ->
                "no other host takes it: "
                    + plan.unplaced().stream()
                        .findFirst()
                        .map(each -> each.reason())
                        .orElse("they are all this one"));
  }

  private Optional<String> elsewhere(Plan plan) {
    return plan.placements().stream()
        .map(Placement::hostname)
        .filter(name -> !name.equals(host))
        .findFirst();
  }
}
