package viking.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Request;
import viking.core.key.Keys;
import viking.core.model.Grammar;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.Release;
import viking.core.model.SlotId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.slave.volume.Volumes;

/** Takes away what binds a slot to the host of its volume. */
final class Releasing {
  private final Readings readings;
  private final Committing committing;

  Releasing(Readings readings, Committing committing) {
    this.readings = readings;
    this.committing = committing;
  }

  CompletableFuture<Answer> delete(Request request) {
    SlotId slot = slot(request);
    Body.read(request.body(), Set.of());
    return readings.then(reading -> release(reading.state(), slot));
  }

  static SlotId slot(Request request) {
    return new SlotId(
        Grammar.NAME.check("stack", request.variable("stack")),
        Grammar.NAME.check("node", request.variable("node")),
        Grammar.TAG.check("slot", request.variable("slot")));
  }

  /**
   * Every assignment of the slot puts its pin anew, so that comparing the pin would do; the jobs
   * that are known are compared as well.
   */
  private CompletableFuture<Answer> release(ClusterState state, SlotId slot) {
    Versioned<Pin> pin = state.pin(slot).orElseThrow(() -> unknown(state, slot));
    String host = pin.value().host();
    List<Compare> compares = new ArrayList<>();
    compares.add(Compare.modified(Keys.fixed(slot), pin.modified()));
    for (JobId id : state.jobsOf(slot).stream().sorted().toList()) {
      refuseWhileThere(state, state.job(id).orElseThrow());
      if (compares.size() < Txn.LIMIT) {
        compares.add(Compare.absent(Keys.deploy(host, id)));
      }
    }
    return committing.commit(
        compares,
        List.of(Write.delete(Keys.fixed(slot))),
        slot
            + " is released: the next job of the slot starts with an empty volume on any host; the"
            + " data stays on "
            + host
            + " as "
            + volumes(state, slot),
        "the volume of " + slot);
  }

  static void refuseWhileThere(ClusterState state, JobFacts facts) {
    Optional<String> host = facts.deploys().keySet().stream().sorted().findFirst();
    if (host.isEmpty()) {
      return;
    }
    String there = facts.id() + " is still on " + host.get();
    Optional<String> scale = scale(facts);
    if (state.host(host.get()).isPresent()) {
      throw Refusal.conflict(
          there
              + " with this volume: stop it first, by "
              + scale.orElseGet(() -> "deleting " + Keys.proc(facts.id())));
    }
    throw Refusal.conflict(
        there
            + ", which is lost. If that host will not come back: "
            + scale.orElseGet(() -> "delete " + Keys.proc(facts.id()))
            + ", wait until the job is gone, release the volume, and "
            + (scale.isPresent() ? "scale it back" : "put the job again"));
  }

  /** How a job that the schedule would only make anew is stopped. */
  private static Optional<String> scale(JobFacts facts) {
    return facts
        .proc()
        .flatMap(proc -> proc.value().job())
        .filter(job -> job.by().equals(Release.SCHEDULE))
        .flatMap(job -> facts.id().instance())
        .map(instance -> "'viking scale " + node(facts.id()) + "=" + (instance.slot() - 1) + "'");
  }

  private static String node(JobId id) {
    return id.stack() + "/" + id.node();
  }

  static Refusal unknown(ClusterState state, SlotId slot) {
    List<String> known = state.pins().keySet().stream().map(SlotId::toString).toList();
    return Refusal.notFound(
        "no volume of '" + slot + "' is kept" + Known.near(slot.toString(), known));
  }

  /** By name where a job tells its paths, else by what the names begin with. */
  private static String volumes(ClusterState state, SlotId slot) {
    List<String> names =
        state.jobsOf(slot).stream()
            .sorted()
            .map(id -> state.job(id).orElseThrow())
            .flatMap(facts -> names(facts).stream())
            .distinct()
            .toList();
    return names.isEmpty()
        ? "docker volumes whose names begin with " + Volumes.beginning(slot)
        : "docker volume " + String.join(", ", names);
  }

  private static Collection<String> names(JobFacts facts) {
    return facts
        .proc()
        .flatMap(proc -> proc.value().job())
        .map(job -> Volumes.of(facts.id(), job).values())
        .orElse(List.of());
  }
}
