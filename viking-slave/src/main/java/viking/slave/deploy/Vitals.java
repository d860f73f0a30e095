package viking.slave.deploy;

import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.Tokens;
import viking.core.model.Health;
import viking.core.model.HealthCheck;
import viking.core.model.Status;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.health.HealthMachine;

/** The health of the present run of a job's container. */
final class Vitals {
  private final Tokens tokens;
  private Optional<HealthMachine> machine = Optional.empty();
  private String run = "";
  private long token;
  private long healthySince;
  private String killed = "";
  private String why = "";

  Vitals(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Begins anew with every run, and ends with it. */
  void look(Optional<Seen> seen, Now now) {
    Optional<Seen> running = seen.filter(each -> each.phase() == Phase.RUNNING);
    if (running.isEmpty()) {
      machine = Optional.empty();
      healthySince = 0;
      return;
    }
    if (machine.isEmpty() || !run.equals(running.get().run())) {
      run = running.get().run();
      token = 0;
      healthySince = 0;
      machine = running.get().label().map(label -> new HealthMachine(label.value(), now));
    }
    boolean healthy = health() == Health.HEALTHY;
    healthySince = healthy ? (healthySince == 0 ? now.nanos() : healthySince) : 0;
  }

  Health health() {
    return machine.map(HealthMachine::health).orElse(Health.NONE);
  }

  String output() {
    return machine.map(HealthMachine::output).orElse("");
  }

  boolean hopeless() {
    return machine.filter(HealthMachine::hopeless).isPresent();
  }

  boolean longHealthy(Now now) {
    return healthySince != 0 && now.reached(healthySince + Runs.HEALTHY_RUN.toNanos());
  }

  /** An earlier host process has found that run healthy: it need not show it again. */
  void recall(Optional<Status> told) {
    told.filter(status -> status.health() == Health.HEALTHY && status.run().equals(run))
        .ifPresent(status -> machine.ifPresent(HealthMachine::recall));
  }

  /** The run is ended for its bad health; its end is to be explained so. */
  void kill(String which) {
    killed = which;
    why = "unhealthy: " + output();
  }

  String whyKilled(String which) {
    return killed.equals(which) ? why : "";
  }

  /** Asks for the check that is due. */
  long step(Seen seen, Now now, Consumer<Effect> out) {
    if (machine.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Optional<HealthCheck> due = machine.get().due(now);
    if (due.isPresent()) {
      token = tokens.next();
      out.accept(new EngineEffect.Check(token, seen.id(), due.get(), "is it ready?"));
    }
    long wake = machine.get().wakeAt();
    boolean counting = healthySince != 0 && !longHealthy(now);
    return counting ? Math.min(wake, healthySince + Runs.HEALTHY_RUN.toNanos()) : wake;
  }

  boolean take(EngineEvent.Checked checked, Now now) {
    if (token == 0 || checked.token() != token) {
      return false;
    }
    token = 0;
    machine.ifPresent(each -> each.checked(checked.ok(), checked.output(), now));
    return true;
  }

  /** The check could not be made; that says nothing good of the container. */
  boolean take(EngineEvent.Failed failed, Now now) {
    if (token == 0 || failed.token() != token) {
      return false;
    }
    token = 0;
    machine.ifPresent(each -> each.checked(false, failed.problem(), now));
    return true;
  }
}
