package viking.leader.schedule;

import java.util.List;
import viking.core.model.Rollout;

/** What the release's stage lets a node do now. */
record Course(Rollout.Phase phase, List<String> waitsFor) {
  Course {
    waitsFor = List.copyOf(waitsFor);
  }

  /** Whether changes of it may begin: what it is after is done. */
  boolean mayBegin() {
    return waitsFor.isEmpty();
  }

  /** Whether what is not as wanted is replaced: not where the release has failed. */
  boolean replaces() {
    return phase != Rollout.Phase.FAILED;
  }

  boolean over() {
    return phase == Rollout.Phase.DONE || phase == Rollout.Phase.ROLLED_BACK;
  }
}
