package viking.slave.secret;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Performer;
import viking.core.model.BadInput;
import viking.core.secret.SecretBox;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;

/**
 * Reads secrets, opens them and lays them out, one container after the other on a thread of its
 * own. Where the store does not answer, what was laid out for the container before will do: losing
 * etcd keeps nothing from starting again.
 */
public final class SecretPerformer implements Performer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecretPerformer.class);

  private final Store store;
  private final Supplier<SecretBox> boxes;
  private final SecretFolder folder;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "secrets");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param boxes the keys as they are at the time, so that a key that is brought later is used
   */
  public SecretPerformer(Store store, Supplier<SecretBox> boxes, SecretFolder folder) {
    this.store = store;
    this.boxes = boxes;
    this.folder = folder;
  }

  @Override
  public boolean perform(Effect effect, Consumer<Event> answers) {
    if (effect instanceof SecretEffect.Give give) {
      Object unused =
          store
              .read(Opening.ranges(give))
              .handleAsync(
                  (snapshot, failure) -> {
                    answers.accept(give(give, Optional.ofNullable(snapshot)));
                    return null;
                  },
                  thread);
      return true;
    }
    if (effect instanceof SecretEffect.Drop drop) {
      thread.execute(() -> drop(drop));
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private EngineEvent give(SecretEffect.Give give, Optional<Snapshot> snapshot) {
    String container = give.job().container();
    try {
      if (snapshot.isPresent()) {
        Map<String, byte[]> values = Opening.of(give, snapshot.get(), boxes);
        folder.lay(container, give.secrets(), give.user(), values);
      } else if (!folder.holds(container, give.secrets())) {
        return failed(give, "its secrets cannot be read: etcd does not answer");
      }
      return new EngineEvent.Done(give.token(), Optional.empty());
    } catch (BadInput e) {
      return failed(give, e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.error("job={} could not be given its secrets", give.job(), e);
      return failed(give, "its secrets cannot be laid out: " + e);
    }
  }

  private void drop(SecretEffect.Drop drop) {
    try {
      folder.drop(drop.job().container());
    } catch (IOException | RuntimeException e) {
      LOG.error("job={} its secrets are still in this host's memory", drop.job(), e);
    }
  }

  private static EngineEvent failed(SecretEffect.Give give, String problem) {
    return new EngineEvent.Failed(give.token(), Failure.SECRET_MISSING, problem);
  }
}
