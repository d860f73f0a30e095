package viking.slave.deploy;

import viking.core.state.JobFacts;
import viking.core.store.Entry;

/** A {@code /deploy} key of this host. Its create revision is the assignment. */
public record Assigned(long assignment, long modified, String value) {
  public static Assigned of(Entry entry) {
    return new Assigned(entry.created(), entry.modified(), entry.value());
  }

  public boolean toStop() {
    return value.equals(JobFacts.STOP);
  }

  Assigned named(String container, long revision) {
    return new Assigned(assignment, revision, container);
  }
}
