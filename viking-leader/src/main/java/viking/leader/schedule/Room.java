package viking.leader.schedule;

import java.util.Collection;
import viking.core.state.JobFacts;

/** Knows whether a job that waits would have a place if others were gone. */
@FunctionalInterface
public interface Room {
  /** Nobody knows: then nothing is ended to make room. */
  Room UNKNOWN = (waiting, others) -> false;

  boolean comesWithout(JobFacts waiting, Collection<JobFacts> others);
}
