package viking.leader.deployment;

import java.util.List;
import viking.core.store.Compare;
import viking.core.store.Write;

/** Writes that land together or not at all, what must still be so, about what, and why. */
public interface Move<S> {
  /** What is not decided about again until the outcome is known: a job, or a stack. */
  S subject();

  List<Compare> compares();

  List<Write> writes();

  String reason();
}
