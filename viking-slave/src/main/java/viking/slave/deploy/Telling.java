package viking.slave.deploy;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.actor.Now;
import viking.core.model.Health;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.port.Endpoints;

/** What the store is to say of a job, by what is known here. Pure. */
record Telling(JobId id, Place place, Assigned assigned, Runs runs, Vitals vitals, String blocked) {

  /** {@code before} is what the store says now; the time stays while the state does. */
  Wanted wanted(Optional<Seen> seen, Optional<Status> before, boolean withdrawn, Now now) {
    boolean running = seen.filter(each -> each.phase() == Phase.RUNNING).isPresent();
    JobState state = state(seen, now);
    Health health = running && state == JobState.RUNNING ? vitals.health() : Health.NONE;
    Status status =
        new Status(
            assigned.assignment(),
            place.hostname(),
            state,
            health,
            seen.map(Seen::name).orElse(""),
            seen.map(Seen::run).orElse(runs.lastCounted()),
            runs.total(),
            runs.exitCode(),
            message(state, health),
            now.wall().truncatedTo(ChronoUnit.SECONDS).toString(),
            lines(state, health));
    boolean same =
        before
            .filter(b -> b.state() == state && b.assignment() == assigned.assignment())
            .isPresent();
    boolean serves = health == Health.HEALTHY && !withdrawn;
    return new Wanted(
        same ? status.withSince(before.get().since()) : status,
        serves ? Endpoints.of(id, seen.get()) : Map.of(),
        runs.failures(),
        seen.map(Seen::name).orElse(""));
  }

  private JobState state(Optional<Seen> seen, Now now) {
    if (runs.isFinal()) {
      return runs.end();
    }
    if (assigned.toStop()) {
      return JobState.STOPPING;
    }
    Phase phase = seen.map(Seen::phase).orElse(Phase.ABSENT);
    if (phase == Phase.RUNNING) {
      return JobState.RUNNING;
    }
    if (!blocked.isEmpty()) {
      return JobState.BLOCKED;
    }
    boolean waits = !runs.mayStart(now) || phase == Phase.EXITED;
    return waits ? JobState.BACKOFF : JobState.STARTING;
  }

  /** What the last run printed matters until the next one serves. */
  private List<String> lines(JobState state, Health health) {
    return switch (state) {
      case BACKOFF, FAILED, STARTING -> runs.lines();
      case RUNNING -> health == Health.HEALTHY ? List.of() : runs.lines();
      default -> List.of();
    };
  }

  private String message(JobState state, Health health) {
    return switch (state) {
      case BLOCKED -> blocked;
      case RUNNING -> health == Health.HEALTHY ? "" : vitals.output();
      case DONE, STOPPING -> "";
      default -> runs.problem();
    };
  }
}
