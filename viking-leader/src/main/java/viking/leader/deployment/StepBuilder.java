package viking.leader.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.key.Keys;
import viking.core.state.JobFacts;
import viking.core.store.Compare;
import viking.core.store.Write;

/** Gathers a step's writes, each with the compare that keeps it from landing on something newer. */
public final class StepBuilder {
  /**
   * Keys of which a job may have any number are deleted step by step: etcd takes so many at once.
   */
  private static final int MOST_DELETED = 100;

  private final JobFacts facts;
  private final List<Compare> compares = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();

  private StepBuilder(JobFacts facts) {
    this.facts = facts;
    compares.add(Compare.modified(Keys.proc(facts.id()), facts.procRevision()));
  }

  /** Begins a step that holds only while the job's {@code /proc} is as it is now. */
  public static StepBuilder about(JobFacts facts) {
    return new StepBuilder(facts);
  }

  public StepBuilder when(Compare compare) {
    compares.add(compare);
    return this;
  }

  public StepBuilder put(String key, String value, long modified) {
    compares.add(Compare.modified(key, modified));
    writes.add(Write.put(key, value));
    return this;
  }

  public StepBuilder delete(String key, long modified) {
    compares.add(Compare.modified(key, modified));
    writes.add(Write.delete(key));
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
    return new Step(facts.id(), Optional.empty(), compares, writes, reason);
  }

  public Step assigning(String hostname, String reason) {
    return new Step(facts.id(), Optional.of(hostname), compares, writes, reason);
  }
}
