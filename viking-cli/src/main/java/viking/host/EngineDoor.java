package viking.host;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.model.BadInput;
import viking.slave.container.docker.DockerEngine;
import viking.slave.container.docker.EngineAway;
import viking.slave.container.docker.EngineFacts;

/** Waits for an engine to answer: at boot it may come up later than viking. */
final class EngineDoor {
  private static final Logger LOG = LoggerFactory.getLogger(EngineDoor.class);
  private static final long AGAIN_MILLIS = 500;
  private static final int TOLD_EVERY = 20;

  private EngineDoor() {}

  /** Refuses an engine that will never do; for one that is away it waits, and says so. */
  static EngineFacts await(DockerEngine engine) {
    for (int tries = 0; ; tries++) {
      try {
        return engine.facts();
      } catch (EngineAway e) {
        if (tries % TOLD_EVERY == 0) {
          LOG.warn("waiting: {}", e.getMessage());
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInput("interrupted while waiting for the engine", e);
    }
  }
}
