package viking.leader.deployment;

import java.util.Map;
import java.util.Optional;
import viking.core.key.Keys;
import viking.core.state.JobFacts;
import viking.core.store.Compare;
import viking.core.store.GuardedWrites;

/** A step about one job, in the making. */
public final class StepBuilder {
  /**
   * Keys of which a job may have any number are deleted step by step: etcd takes so many at once.
   */
  private static final int MOST_DELETED = 100;

  private final JobFacts facts;
  private final GuardedWrites writes = new GuardedWrites();

  private StepBuilder(JobFacts facts) {
    this.facts = facts;
    writes.when(Compare.modified(Keys.proc(facts.id()), facts.procRevision()));
  }

  /** Begins a step that holds only while the job's {@code /proc} is as it is now. */
  public static StepBuilder about(JobFacts facts) {
    return new StepBuilder(facts);
  }

  public StepBuilder when(Compare compare) {
    writes.when(compare);
    return this;
  }

  public StepBuilder put(String key, String value, long modified) {
    writes.put(key, value, modified);
    return this;
  }

  public StepBuilder delete(String key, long modified) {
    writes.delete(key, modified);
    return this;
  }

  public StepBuilder deleteRun() {
    facts.run().ifPresent(run -> delete(Keys.run(facts.id()), run.modified()));
    return this;
  }

  public StepBuilder deleteStatus() {
    if (facts.statusRevision() > 0) {
      delete(Keys.status(facts.id()), facts.statusRevision());
    }
    return this;
  }

  public StepBuilder deletePorts() {
    facts.ports().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_DELETED)
        .forEach(each -> delete(each.getKey(), each.getValue()));
    return this;
  }

  public StepBuilder deleteCounters() {
    facts.counters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(Math.max(0, MOST_DELETED - facts.ports().size()))
        .forEach(
            each -> delete(Keys.counter(each.getKey(), facts.id()), each.getValue().modified()));
    return this;
  }

  /** Whether more ports are there than one step withdraws. */
  public boolean leavesPorts() {
    return facts.ports().size() > MOST_DELETED;
  }

  public boolean writesNothing() {
    return writes.isEmpty();
  }

  public Step because(String reason) {
    return step(Optional.empty(), reason);
  }

  public Step assigning(String hostname, String reason) {
    return step(Optional.of(hostname), reason);
  }

  private Step step(Optional<String> assigns, String reason) {
    return new Step(facts.id(), assigns, writes.compares(), writes.writes(), reason);
  }
}
