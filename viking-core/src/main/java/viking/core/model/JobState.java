package viking.core.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life of one value of {@code /proc}, as its {@code /status} tells it. A new value begins a new
 * life. What the table does not list is illegal.
 */
public enum JobState {
  /** No host has room or fits; looked at again whenever room may have come. */
  WAITING,
  /** The one host or volume it depends on is not there. */
  BLOCKED,
  /** Its value does not parse. */
  REJECTED,
  /** Its host vanished; it is to be placed elsewhere. */
  LOST,
  /** A slave has taken it and makes its container. */
  STARTING,
  /** Its container runs. */
  RUNNING,
  /** Its container ended and will be started again. */
  BACKOFF,
  /** It is being taken away. */
  STOPPING,
  /** It ended as it should; final. */
  DONE,
  /** It ended badly; final. */
  FAILED;

  private static final Map<JobState, Set<JobState>> NEXT = new EnumMap<>(JobState.class);

  static {
    NEXT.put(
        WAITING, EnumSet.of(BLOCKED, LOST, STARTING, RUNNING, BACKOFF, STOPPING, DONE, FAILED));
    NEXT.put(
        BLOCKED, EnumSet.of(WAITING, LOST, STARTING, RUNNING, BACKOFF, STOPPING, DONE, FAILED));
    NEXT.put(REJECTED, EnumSet.of(WAITING, BLOCKED, STARTING, STOPPING));
    NEXT.put(
        LOST, EnumSet.of(WAITING, BLOCKED, STARTING, RUNNING, BACKOFF, STOPPING, DONE, FAILED));
    NEXT.put(STARTING, EnumSet.of(BLOCKED, LOST, RUNNING, BACKOFF, STOPPING, DONE, FAILED));
    NEXT.put(RUNNING, EnumSet.of(BLOCKED, LOST, STARTING, BACKOFF, STOPPING, DONE, FAILED));
    NEXT.put(BACKOFF, EnumSet.of(BLOCKED, LOST, STARTING, RUNNING, STOPPING, DONE, FAILED));
    NEXT.put(STOPPING, EnumSet.of(WAITING, BLOCKED, LOST, FAILED));
    NEXT.put(DONE, EnumSet.noneOf(JobState.class));
    NEXT.put(FAILED, EnumSet.noneOf(JobState.class));
  }

  /** Whether the same life may go on in that state; staying where it is always may. */
  public boolean mayBecome(JobState next) {
    return this == next || NEXT.get(this).contains(next);
  }

  /** Whether nothing will ever run again for this value. */
  public boolean isFinal() {
    return NEXT.get(this).isEmpty();
  }
}
