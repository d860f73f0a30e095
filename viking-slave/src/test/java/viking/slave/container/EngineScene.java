package viking.slave.container;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Stop;
import viking.slave.container.testing.EngineLine;
import viking.slave.testing.Examples;

/** An engine of whichever kind, and two jobs for it. */
abstract class EngineScene {
  static final String ADDRESS = "127.0.0.1";
  static final Stop SOON = new Stop("SIGTERM", Duration.ofSeconds(10), Duration.ZERO);

  /** Ends by SIGTERM at once, once it is ready for it, and with any code by {@link #end}. */
  static final String LIVES =
      "trap 'exit 143' TERM; touch /ready; while ! test -s /end; do sleep 0.05; done;"
          + " code=$(cat /end); rm /end; exit $code";

  final EngineLine engine = line();
  final JobId id = new JobId("it" + Integer.toHexString(hashCode()), "web", "1");
  final JobId other = new JobId(id.stack(), "web", "2");

  abstract EngineLine line();

  /** An image that is there. */
  abstract String image();

  /** Returns when the process of {@link #LIVES} heeds signals; sent before, they are lost. */
  abstract void awaitReady(Seen seen);

  /** Lets a container's process end by itself. */
  abstract void end(Seen seen, int code);

  abstract void removeByHand(Seen seen);

  /** Makes a container that is not viking's. */
  abstract void foreign(String name);

  @BeforeEach
  void listFirst() {
    engine.list();
  }

  /** One that runs and heeds signals. */
  Seen ready(JobId job) {
    Seen started = engine.started(job, plain());
    awaitReady(started);
    return started;
  }

  Job plain() {
    return job(Map.of());
  }

  /** A job that lives until it is stopped, with further fields as {@code /proc} spells them. */
  Job job(Map<String, String> fields) {
    StringBuilder text = new StringBuilder("{\"image\":\"" + image() + "\"");
    if (!fields.containsKey("run")) {
      text.append(",\"run\":[\"sh\",\"-c\",\"" + LIVES + "\"]");
    }
    fields.forEach((name, value) -> text.append(",\"" + name + "\":" + value));
    return Examples.job(text + "}");
  }
}
