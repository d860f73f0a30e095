package viking.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Performer;
import viking.core.model.BadInput;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.container.docker.DockerEngine;
import viking.slave.container.docker.EngineAway;
import viking.slave.secret.SecretFolder;

/**
 * What {@code --force} is for: ends the containers of an earlier instance, whatever is assigned.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String WHY = "--force: left running by an earlier instance";

  private final Performer engine;
  private long token;

  private Leftovers(Performer engine) {
    this.engine = engine;
  }

  /**
   * Removes the containers that carry the cluster's id; all of viking's where this host remembers
   * no cluster, since nobody will ever claim those here.
   */
  static void end(Performer engine, String cluster) {
    new Leftovers(engine).end(cluster);
  }

  /** What lies in memory for containers that went while nobody looked. */
  static void sweep(DockerEngine engine, SecretFolder secrets) {
    try {
      secrets.sweep(engine.names());
    } catch (EngineAway | IOException e) {
      LOG.warn("secrets of containers that are gone may still be in memory: {}", e.getMessage());
    }
  }

  private void end(String cluster) {
    for (Seen seen : list()) {
      boolean ours =
          seen.label().filter(l -> cluster.isEmpty() || l.cluster().equals(cluster)).isPresent();
      if (ours) {
        LOG.info("container={} is ended: {}", seen.name(), WHY);
        if (seen.phase() == Phase.RUNNING) {
          ask(new EngineEffect.Kill(++token, seen.id(), WHY));
        }
        ask(new EngineEffect.Remove(++token, seen.id(), WHY));
      }
    }
  }

  private List<Seen> list() {
    EngineEvent answer = ask(new EngineEffect.ListAll(++token, WHY));
    if (answer instanceof EngineEvent.Listed listed) {
      return listed.containers();
    }
    throw new BadInput("--force: the engine does not say what runs: " + answer);
  }

  /** One after the other: what is gone already is as good as done. */
  private EngineEvent ask(EngineEffect effect) {
    CompletableFuture<EngineEvent> answer = new CompletableFuture<>();
    engine.perform((Effect) effect, event -> answered(event, answer));
    try {
      EngineEvent event = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (event instanceof EngineEvent.Failed failed
          && failed.failure() != EngineEvent.Failure.NO_CONTAINER) {
        throw new BadInput("--force: " + failed.problem());
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInput("--force was interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new BadInput("--force: the engine does not answer to " + effect, e);
    }
  }

  private static void answered(Event event, CompletableFuture<EngineEvent> answer) {
    boolean unasked =
        event instanceof EngineEvent.Noticed
            || event instanceof EngineEvent.Vanished
            || event instanceof EngineEvent.Interrupted;
    if (!unasked && event instanceof EngineEvent told) {
      answer.complete(told);
    }
  }
}
