package viking.slave.container.docker;

import java.time.Duration;

/**
 * How long a call may take before its outcome counts as unknown: looking and signalling, which the
 * engine does from memory; making, starting and removing, which take their time on a busy disk; and
 * a pull.
 */
record Limits(Duration look, Duration act, Duration pull) {
  /** How long a step of a build may print nothing. */
  static final Duration BUILD = Duration.ofMinutes(30);

  static final Limits USUAL =
      new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(10));
}
