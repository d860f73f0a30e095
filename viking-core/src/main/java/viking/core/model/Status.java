package viking.core.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a job fares. {@code assignment} is the create revision of the {@code /deploy} key that it
 * speaks of, 0 where the leader speaks of a job without one; {@code runs} counts ended runs of this
 * value on all hosts, and {@code run} tells the run it speaks of from others: the engine's time of
 * its start. {@code lines} are the last that its container printed before it ended badly.
 */
public record Status(
    long assignment,
    String host,
    JobState state,
    Health health,
    String container,
    String run,
    int runs,
    OptionalInt exitCode,
    String message,
    String since,
    List<String> lines) {
  /** A hand can write any number; what is counted on from the greatest would be less than none. */
  private static final int MOST_RUNS = 1_000_000_000;

  public Status {
    lines = List.copyOf(lines);
    runs = Math.min(runs, MOST_RUNS);
  }

  /** One without last lines. */
  public Status(
      long assignment,
      String host,
      JobState state,
      Health health,
      String container,
      String run,
      int runs,
      OptionalInt exitCode,
      String message,
      String since) {
    this(
        assignment, host, state, health, container, run, runs, exitCode, message, since, List.of());
  }

  /** What is said of a job that no slave holds. */
  public static Status ofLeader(
      long assignment, JobState state, int runs, String message, String since) {
    return new Status(
        assignment, "", state, Health.NONE, "", "", runs, OptionalInt.empty(), message, since);
  }

  /** Whether nobody would act upon the difference, so that the change may wait. */
  public boolean sameClassAs(Status other) {
    return assignment == other.assignment
        && state == other.state
        && (health == Health.HEALTHY) == (other.health == Health.HEALTHY)
        && container.equals(other.container)
        && host.equals(other.host);
  }

  /** Whether it says the same, whenever it was said. */
  public boolean saysTheSameAs(Status other) {
    return withSince(other.since).equals(other);
  }

  public Status withSince(String time) {
    return new Status(
        assignment, host, state, health, container, run, runs, exitCode, message, time, lines);
  }

  public Status withLines(List<String> last) {
    return new Status(
        assignment, host, state, health, container, run, runs, exitCode, message, since, last);
  }
}
