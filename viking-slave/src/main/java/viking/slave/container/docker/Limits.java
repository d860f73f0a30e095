package viking.slave.container.docker;

import java.time.Duration;

/** How long a call may take before its outcome counts as unknown. */
final class Limits {
  /** Looking, listing, signalling: the engine does them from memory. */
  static final Duration SHORT = Duration.ofSeconds(10);

  /** Making, starting, removing: on a busy disk they take their time. */
  static final Duration LONG = Duration.ofSeconds(30);

  static final Duration PULL = Duration.ofMinutes(10);

  private Limits() {}
}
