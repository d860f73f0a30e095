package viking.slave.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import viking.core.actor.Now;
import viking.core.model.Health;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.Protocol;

/**
 * The health of one run. Without a check of its own a job is healthy, for good, when all its TCP
 * ports answer, or without such ports after some seconds of running. With one it turns unhealthy
 * after its retries, and hopeless after three times as many.
 */
public final class HealthMachine {
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final Duration EAGER = Duration.ofSeconds(1);
  private static final int HOPELESS = 3;

  private final Optional<HealthCheck> check;
  private final boolean own;
  private final long began;
  private Health health = Health.STARTING;
  private int failures;
  private boolean asked;
  private long nextCheck;
  private String output = "";

  /** Begins with a run that has just begun, or was found running. */
  public HealthMachine(Job job, Now now) {
    this.own = job.health().isPresent();
    this.check = own ? job.health() : portCheck(job);
    this.began = now.nanos();
    this.nextCheck = now.nanos();
  }

  public Health health() {
    return health;
  }

  /** It was found healthy before. */
  public void recall() {
    if (health == Health.STARTING) {
      health = Health.HEALTHY;
    }
  }

  /** What the last check said, where it failed. */
  public String output() {
    return output;
  }

  /** Whether it has been unfit for so long that only a new run can help. */
  public boolean hopeless() {
    return own && check.isPresent() && failures >= HOPELESS * check.get().retries();
  }

  /** The check that is due, to be answered by {@link #checked}; time alone may make it healthy. */
  public Optional<HealthCheck> due(Now now) {
    if (check.isEmpty()) {
      if (health == Health.STARTING && now.reached(began + SETTLING.toNanos())) {
        health = Health.HEALTHY;
      }
      return Optional.empty();
    }
    if (asked || !now.reached(nextCheck) || (!own && health == Health.HEALTHY)) {
      return Optional.empty();
    }
    asked = true;
    return check;
  }

  public long wakeAt() {
    if (check.isEmpty()) {
      return health == Health.STARTING ? began + SETTLING.toNanos() : Long.MAX_VALUE;
    }
    return asked || (!own && health == Health.HEALTHY) ? Long.MAX_VALUE : nextCheck;
  }

  public void checked(boolean ok, String said, Now now) {
    asked = false;
    HealthCheck how = check.orElseThrow();
    if (ok) {
      failures = 0;
      output = "";
      health = Health.HEALTHY;
    } else {
      output = said;
      boolean early =
          health == Health.STARTING && !now.reached(began + how.startPeriod().toNanos());
      failures += early || !own ? 0 : 1;
      if (failures >= how.retries()) {
        health = Health.UNHEALTHY;
      }
    }
    Duration pause = health == Health.STARTING ? min(how.interval(), EAGER) : how.interval();
    nextCheck = now.after(pause);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Optional<HealthCheck> portCheck(Job job) {
    boolean tcp = job.expose().stream().anyMatch(port -> port.protocol() == Protocol.TCP);
    return tcp
        ? Optional.of(
            new HealthCheck(
                HealthCheck.Kind.TCP,
                "",
                List.of(),
                OptionalInt.empty(),
                EAGER,
                EAGER,
                1,
                Duration.ZERO))
        : Optional.empty();
  }
}
