package viking.slave.deploy;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.Tokens;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Stop;
import viking.slave.container.EngineEffect;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.secret.SecretEffect;
import viking.slave.volume.Volumes;

/** What is done to one job's container: one thing at a time. */
final class Hands {
  private final JobId id;
  private final String hostname;
  private final Request request;

  Hands(JobId id, String hostname, Tokens tokens) {
    this.id = id;
    this.hostname = hostname;
    this.request = new Request(tokens);
  }

  Request request() {
    return request;
  }

  boolean free(Now now) {
    return request.ready(now);
  }

  /** Whether a container is being made or started, and so takes room that cannot be seen yet. */
  boolean starting() {
    return request.busy()
        && request.act().filter(a -> a == Phase.Act.CREATE || a == Phase.Act.START).isPresent();
  }

  void ensureVolume(String volume, String cluster, boolean mustExist, Consumer<Effect> out) {
    String reason = mustExist ? "it was made before" : "make it";
    Map<String, String> labels = Label.ofVolume(cluster, id.slotId());
    request.make(
        Request.Errand.VOLUME,
        token -> new EngineEffect.EnsureVolume(token, volume, labels, mustExist, reason),
        out);
  }

  /** Returns the request's number. */
  long giveSecrets(Job job, Consumer<Effect> out) {
    return request.make(
        Request.Errand.SECRETS,
        token ->
            new SecretEffect.Give(
                token,
                id,
                job.container().secrets(),
                job.container().user(),
                id + " is to be given them"),
        out);
  }

  void create(Job job, String cluster, long assignment, Consumer<Effect> out) {
    Label label = new Label(cluster, id, assignment, job);
    request.act(
        Phase.Act.CREATE,
        Optional.empty(),
        token ->
            new EngineEffect.Create(
                token,
                id.container(),
                job,
                label.write(),
                Volumes.of(id, job),
                env(),
                id + " was assigned at revision " + assignment),
        out);
  }

  void start(Seen seen, Consumer<Effect> out) {
    request.act(
        Phase.Act.START,
        Optional.of(seen),
        token -> new EngineEffect.Start(token, seen.id(), id + " is to run"),
        out);
  }

  void stop(Seen seen, String why, Consumer<Effect> out) {
    Stop how = seen.label().map(label -> label.value().stop()).orElse(Stop.USUAL);
    request.act(
        Phase.Act.STOP,
        Optional.of(seen),
        token -> new EngineEffect.Stop(token, seen.id(), how, why),
        out);
  }

  /** Stops what runs and removes what does not, one step at a time. */
  void dismantle(Now now, Optional<Seen> seen, String why, Consumer<Effect> out) {
    if (seen.isEmpty() || !free(now)) {
      return;
    }
    if (seen.get().phase() == Phase.RUNNING) {
      stop(seen.get(), why, out);
    } else {
      request.act(
          Phase.Act.REMOVE,
          seen,
          token -> new EngineEffect.Remove(token, seen.get().id(), why),
          out);
    }
  }

  private Map<String, String> env() {
    return ImmutableMap.of(
        "VIKING_STACK", id.stack(),
        "VIKING_NODE", id.node(),
        "VIKING_TAG", id.tag(),
        "VIKING_HOSTNAME", hostname);
  }
}
