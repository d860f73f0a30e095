package viking.slave.deploy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import viking.core.actor.Now;
import viking.core.model.Job;
import viking.core.model.JobState;
import viking.core.model.Restart;

/** The runs of one job on this host: which have ended, how, and what follows from it. */
final class Runs {
  /** What lets a job's next crash count as its first again. */
  static final Duration HEALTHY_RUN = Duration.ofSeconds(60);

  /** A hand may have written down more; to count on from there would begin again below none. */
  private static final int MOST_FAILURES = 1_000_000_000;

  private int total;
  private int failures;
  private String counted = "";
  private long startAfter = Long.MIN_VALUE;
  private JobState end = JobState.STARTING;
  private OptionalInt exitCode = OptionalInt.empty();
  private String problem = "";
  private List<String> lines = List.of();

  /** Goes on from what an earlier host process has written down. */
  void recall(int runsSoFar, int failuresHere) {
    total = Math.max(total, runsSoFar);
    failures = Math.max(failures, Math.min(failuresHere, MOST_FAILURES));
  }

  /** The run's end has been counted by an earlier host process. */
  void recallEnd(
      String run, JobState state, OptionalInt exit, String message, List<String> printed) {
    counted = run;
    exitCode = exit;
    problem = message;
    lines = printed;
    if (state.isFinal()) {
      end = state;
    }
  }

  /** Counts the end of a run, once. */
  void ended(String run, int exit, Job job, String why, List<String> printed, Now now) {
    if (counted.equals(run)) {
      return;
    }
    counted = run;
    exitCode = OptionalInt.of(exit);
    lines = printed;
    boolean success = exit == 0 && job.restart() != Restart.ALWAYS;
    conclude(success, job, why.isEmpty() ? "exited with " + exit : why, now);
  }

  /** An attempt that did not even come to run. */
  void failed(Job job, String why, Now now) {
    lines = List.of();
    conclude(false, job, why, now);
  }

  private void conclude(boolean success, Job job, String why, Now now) {
    total++;
    problem = success ? "" : why;
    if (success) {
      end = JobState.DONE;
      return;
    }
    failures++;
    if (job.oneOff() && total > job.retries()) {
      end = JobState.FAILED;
      return;
    }
    startAfter = now.after(Backoff.after(failures));
  }

  void healthyLongEnough() {
    failures = 0;
  }

  /** {@code viking retry}: the next start need not wait, and its failures count from the first. */
  void forgive() {
    failures = 0;
    startAfter = Long.MIN_VALUE;
  }

  boolean counted(String run) {
    return counted.equals(run);
  }

  /** The last run whose end was counted; empty where none was. */
  String lastCounted() {
    return counted;
  }

  boolean isFinal() {
    return end.isFinal();
  }

  JobState end() {
    return end;
  }

  boolean mayStart(Now now) {
    return startAfter == Long.MIN_VALUE || now.reached(startAfter);
  }

  long startAfter() {
    return startAfter;
  }

  int total() {
    return total;
  }

  int failures() {
    return failures;
  }

  OptionalInt exitCode() {
    return exitCode;
  }

  String problem() {
    return problem;
  }

  /** What the last run that has ended printed last. */
  List<String> lines() {
    return lines;
  }
}
