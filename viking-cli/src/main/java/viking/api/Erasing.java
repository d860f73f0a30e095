package viking.api;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Refusal;
import viking.api.http.Reply;
import viking.api.http.Request;
import viking.core.codec.PinCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.SlotId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.slave.container.Label;
import viking.slave.volume.VolumeEngine;
import viking.slave.volume.VolumeProblem;

/**
 * Deletes a slot's data: first it is set down that there need not be any, then the volumes go on
 * the host that has them, then what binds the slot to that host. Whatever goes wrong in between,
 * the same order once more does the rest; and a job that comes in between does not miss the data.
 */
final class Erasing {
  private static final PinCodec PINS = new PinCodec();
  private static final int OK = 200;

  private final LocalHost local;
  private final Readings readings;
  private final Committing committing;
  private final Forwarding forwarding;

  Erasing(LocalHost local, Readings readings, Committing committing, Forwarding forwarding) {
    this.local = local;
    this.readings = readings;
    this.committing = committing;
    this.forwarding = forwarding;
  }

  CompletableFuture<Answer> delete(Request request) {
    SlotId slot = Releasing.slot(request);
    Body.read(request.body(), Set.of());
    return readings.then(reading -> erase(reading.state(), slot));
  }

  /** A job that comes meanwhile puts the pin anew, and the pin stays. */
  private CompletableFuture<Answer> erase(ClusterState state, SlotId slot) {
    Versioned<Pin> pin = state.pin(slot).orElseThrow(() -> Releasing.unknown(state, slot));
    List<Compare> compares = new ArrayList<>();
    compares.add(Compare.modified(Keys.fixed(slot), pin.modified()));
    for (JobId id : state.jobsOf(slot).stream().sorted().toList()) {
      JobFacts facts = state.job(id).orElseThrow();
      Releasing.refuseWhileThere(state, facts);
      if (facts.proc().isPresent()) {
        throw Refusal.conflict(id + " is to run with this volume: stop it first");
      }
      if (compares.size() < Txn.LIMIT) {
        compares.add(Compare.absent(Keys.proc(id)));
      }
    }
    Host holder = holder(state, slot, pin.value());
    String fixed = Keys.fixed(slot);
    String unmade = PINS.write(new Pin(pin.value().host(), pin.value().hostId(), false));
    return committing
        .begin(compares, List.of(Write.put(fixed, unmade)), "the volume of " + slot)
        .thenCompose(
            marked ->
                forwarding
                    .eraseVolumes(slot, holder)
                    .thenCompose(
                        done ->
                            committing.commit(
                                List.of(Compare.modified(fixed, marked)),
                                List.of(Write.delete(fixed)),
                                done,
                                done + "; but its slot")));
  }

  private static Host holder(ClusterState state, SlotId slot, Pin pin) {
    Host host =
        state
            .host(pin.host())
            .orElseThrow(
                () ->
                    Refusal.unavailable(
                        pin.host() + ", which has the data of " + slot + ", is not there"));
    if (!host.id().equals(pin.hostId())) {
      throw Refusal.conflict(
          pin.host() + " is another machine by now than the one with the data of " + slot);
    }
    return host;
  }

  /** On this very host: what the engine has of that slot, and of this cluster alone. */
  void here(Request request, InputStream body, Reply reply) throws Exception {
    SlotId slot = Releasing.slot(request);
    String self = local.self().name();
    String cluster = local.report().cluster();
    if (cluster.isEmpty()) {
      throw Refusal.unavailable(self + " has not found its cluster yet; ask again");
    }
    VolumeEngine engine =
        local
            .volumes()
            .orElseThrow(() -> Refusal.unavailable(self + " has no engine, and no volumes"));
    List<String> gone = removed(engine, cluster, slot);
    Answer answer =
        Answer.done(
            gone.isEmpty()
                ? "there is no data of " + slot + " on " + self
                : "the data of "
                    + slot
                    + " on "
                    + self
                    + " is deleted: docker volume "
                    + String.join(", ", gone));
    reply.begin(OK, answer.type()).write(answer.body());
  }

  private List<String> removed(VolumeEngine engine, String cluster, SlotId slot) {
    try {
      return engine.remove(Label.ofVolume(cluster, slot));
    } catch (VolumeProblem e) {
      throw Refusal.conflict(local.self().name() + ": " + e.getMessage());
    }
  }
}
