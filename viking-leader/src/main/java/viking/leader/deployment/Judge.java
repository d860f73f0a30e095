package viking.leader.deployment;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.state.JobFacts;
import viking.core.state.Proc;
import viking.core.state.Versioned;
import viking.core.store.Compare;

/** Judges one job by all that the key spaces say of it. Pure; every verdict carries its reason. */
public final class Judge {
  private static final StatusCodec CODEC = new StatusCodec();

  private final Predicate<String> lost;
  private final String since;

  /** {@code lost} tells which hosts are lost; {@code since} is the wall time for people. */
  public Judge(Predicate<String> lost, String since) {
    this.lost = lost;
    this.since = since;
  }

  public Verdict judge(JobFacts facts) {
    if (facts.deploys().isEmpty()) {
      return withoutDeploy(facts);
    }
    for (Map.Entry<String, Versioned<String>> each : facts.deploys().entrySet()) {
      Verdict verdict = onHost(facts, each.getKey(), each.getValue());
      if (verdict != Verdict.REST) {
        return verdict;
      }
    }
    return repairRun(facts);
  }

  private Verdict withoutDeploy(JobFacts facts) {
    Optional<Proc> proc = facts.proc().map(Versioned::value);
    if (proc.isEmpty()) {
      StepBuilder step =
          StepBuilder.about(facts).deleteRun().deleteStatus().deletePorts().deleteCounters();
      return step.writesNothing()
          ? Verdict.REST
          : Verdict.act(step.because(facts.id() + " is gone: what was left of it goes too"));
    }
    if (proc.get().job().isEmpty()) {
      return rejected(facts, proc.get().problem());
    }
    if (!facts.ended()) {
      return wasHeld(facts) ? lost(facts, proc.get().job().get()) : Verdict.WANTS_PLACE;
    }
    return facts.run().isEmpty()
        ? Verdict.REST
        : Verdict.act(
            StepBuilder.about(facts).deleteRun().because(facts.id() + " has ended for good"));
  }

  /** Whether the last word on the present value is a slave's who held it. */
  private static boolean wasHeld(JobFacts facts) {
    return facts.currentStatus().filter(s -> !s.host().isEmpty()).isPresent();
  }

  /**
   * Its assignment is gone without a word on how it ended. What may run only so often and had a
   * container may have run.
   */
  private Verdict lost(JobFacts facts, Job job) {
    Status known = facts.currentStatus().orElseThrow();
    boolean began = !known.container().isEmpty();
    int runs = known.runs() + (began ? 1 : 0);
    boolean again = !job.oneOff() || runs <= job.retries();
    Status status =
        Status.ofLeader(
            known.assignment(),
            again ? JobState.LOST : JobState.FAILED,
            runs,
            "host lost: " + known.host(),
            since);
    StepBuilder step =
        StepBuilder.about(facts)
            .when(Compare.absent(Keys.deploy(known.host(), facts.id())))
            .deletePorts();
    if (!step.leavesPorts()) {
      step.deleteRun().put(Keys.status(facts.id()), CODEC.write(status), facts.statusRevision());
    }
    return Verdict.act(step.because(facts.id() + " has lost its assignment on " + known.host()));
  }

  private Verdict rejected(JobFacts facts, String problem) {
    boolean told =
        facts
            .currentStatus()
            .filter(s -> s.state() == JobState.REJECTED && s.message().equals(problem))
            .isPresent();
    if (told && facts.run().isEmpty()) {
      return Verdict.REST;
    }
    Status status = Status.ofLeader(0, JobState.REJECTED, 0, problem, since);
    return Verdict.act(
        StepBuilder.about(facts)
            .deleteRun()
            .put(Keys.status(facts.id()), CODEC.write(status), facts.statusRevision())
            .because(facts.id() + " is rejected: " + problem));
  }

  private Verdict onHost(JobFacts facts, String host, Versioned<String> deploy) {
    boolean stopping = JobFacts.STOP.equals(deploy.value());
    Optional<String> unwanted = unwanted(facts, deploy);
    if (lost.test(host)) {
      boolean keeps = !stopping && unwanted.isEmpty() && job(facts).filter(Job::pinned).isPresent();
      if (!keeps) {
        return Verdict.act(Losing.release(facts, host, deploy, since));
      }
      return facts.ended() || Losing.isBlocked(facts)
          ? Verdict.REST
          : Verdict.act(Losing.block(facts, host, deploy, since));
    }
    return stopping || unwanted.isEmpty()
        ? Verdict.REST
        : Verdict.act(TakingAway.step(facts, host, deploy, unwanted.get()));
  }

  /** Why an assignment is not to be there, if so. */
  private static Optional<String> unwanted(JobFacts facts, Versioned<String> deploy) {
    if (facts.proc().isEmpty()) {
      return Optional.of("its /proc is gone");
    }
    if (job(facts).isEmpty()) {
      return Optional.of("its value does not parse: " + facts.proc().get().value().problem());
    }
    if (deploy.created() < facts.procRevision()) {
      return Optional.of("its value has changed");
    }
    boolean newest =
        facts.deploys().entrySet().stream()
            .noneMatch(
                other ->
                    other.getValue().created() > deploy.created()
                        && !JobFacts.STOP.equals(other.getValue().value()));
    return newest ? Optional.empty() : Optional.of("it is assigned twice; the newer one stays");
  }

  /** {@code /run} follows {@code /deploy} where a hand has put them at odds. */
  private static Verdict repairRun(JobFacts facts) {
    Optional<String> host =
        facts.deploys().entrySet().stream()
            .filter(each -> !JobFacts.STOP.equals(each.getValue().value()))
            .map(Map.Entry::getKey)
            .findFirst();
    Optional<String> run = facts.run().map(Versioned::value);
    if (host.equals(run)) {
      return Verdict.REST;
    }
    StepBuilder step = StepBuilder.about(facts);
    host.ifPresentOrElse(
        name ->
            step.put(Keys.run(facts.id()), name, facts.run().map(Versioned::modified).orElse(0L)),
        step::deleteRun);
    return Verdict.act(step.because(Keys.run(facts.id()) + " is made to agree with /deploy"));
  }

  private static Optional<Job> job(JobFacts facts) {
    return facts.proc().flatMap(proc -> proc.value().job());
  }
}
