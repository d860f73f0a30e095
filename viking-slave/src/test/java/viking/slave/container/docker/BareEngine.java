package viking.slave.container.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import viking.slave.container.EngineEffect;
import viking.slave.secret.SecretFolder;

/**
 * An engine without viking: what it can do when nobody but the caller asks it, and when it has
 * started a container, whoever asked it to.
 */
public final class BareEngine implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofMinutes(5);
  private static final int REMOVING = 3;
  private static final SecretFolder NO_SECRETS = new SecretFolder(Path.of("/nowhere"));

  private final Clients clients;
  private final String address;
  private final ResultCallback.Adapter<Event> listening;
  private int starts;
  private Instant lastStart = Instant.EPOCH;

  private BareEngine(URI socket, String address) {
    this.clients = Clients.of(socket, LONGEST_CALL);
    this.address = address;
    this.listening =
        new ResultCallback.Adapter<>() {
          @Override
          public void onNext(Event event) {
            started(Instant.ofEpochSecond(0, event.getTimeNano()));
          }

          /** It ends by being closed; starts that are missed are waited for in vain. */
          @Override
          public void onError(Throwable ended) {}
        };
  }

  /** Connects, and counts from then on what the engine starts. */
  public static BareEngine connect(URI socket, String address) throws InterruptedException {
    BareEngine engine = new BareEngine(socket, address);
    engine
        .clients
        .streams()
        .eventsCmd()
        .withEventTypeFilter(EventType.CONTAINER)
        .withEventFilter("start")
        .exec(engine.listening)
        .awaitStarted();
    return engine;
  }

  /** Creates and starts them as viking would, so many calls at a time; returns when all run. */
  public void run(List<EngineEffect.Create> wanted, int atATime) throws InterruptedException {
    each(
        wanted,
        atATime,
        create -> {
          String id = new Recipe(clients.calls(), address, NO_SECRETS).of(create).exec().getId();
          clients.calls().startContainerCmd(id).exec();
        });
  }

  public void removeAll() throws InterruptedException {
    each(
        clients.calls().listContainersCmd().withShowAll(true).exec(),
        REMOVING,
        it -> clients.calls().removeContainerCmd(it.getId()).withForce(true).exec());
  }

  /** How many containers it has, those that have ended too. */
  public int containers() {
    return clients.calls().listContainersCmd().withShowAll(true).exec().size();
  }

  /** How many containers run. */
  public int running() {
    return clients.calls().listContainersCmd().exec().size();
  }

  /** Forgets the starts that it has counted. */
  public synchronized void countAnew() {
    starts = 0;
    lastStart = Instant.EPOCH;
  }

  public synchronized int starts() {
    return starts;
  }

  /** When the last of the starts counted was, by the engine's clock. */
  public synchronized Instant lastStart() {
    return lastStart;
  }

  @Override
  public void close() {
    clients.close();
  }

  private synchronized void started(Instant when) {
    starts++;
    lastStart = when;
  }

  private static <T> void each(List<T> items, int atATime, Consumer<T> step)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(atATime);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (T item : items) {
        all.add(threads.submit(() -> step.accept(item)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
