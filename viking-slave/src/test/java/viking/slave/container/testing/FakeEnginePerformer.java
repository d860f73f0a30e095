package viking.slave.container.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Event;
import viking.core.actor.Performer;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

/**
 * Lets an actor loop drive a {@link FakeEngine}, whose processes run until they are told to end.
 */
public final class FakeEnginePerformer implements Performer, AutoCloseable {
  private final FakeEngine engine;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile Consumer<Event> slave = event -> {};

  public FakeEnginePerformer(FakeEngine engine) {
    this.engine = engine;
  }

  @Override
  public boolean perform(Effect effect, Consumer<Event> answers) {
    if (!(effect instanceof EngineEffect asked)) {
      return false;
    }
    slave = answers;
    thread.execute(() -> answers.accept(answer(asked)));
    return true;
  }

  /** The containers as they are, once all that was asked for is done. */
  public List<Seen> list() {
    return thread(() -> engine.list());
  }

  /** A container's process ends by itself. */
  public void exit(String id, int code) {
    thread.execute(
        () -> engine.exit(id, code).ifPresent(s -> slave.accept(new EngineEvent.Noticed(s))));
  }

  /** Somebody removes a container. */
  public void vanish(String id) {
    thread.execute(
        () ->
            engine
                .vanish(id)
                .ifPresent(s -> slave.accept(new EngineEvent.Vanished(s.name(), s.id()))));
  }

  /** Somebody makes a container that is not viking's. */
  public void foreign(String name) {
    thread.execute(() -> engine.foreign(name));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private EngineEvent answer(EngineEffect asked) {
    if (!(asked instanceof EngineEffect.Check check)) {
      return engine.perform(asked);
    }
    Optional<Seen> seen = engine.find(check.id());
    if (seen.isEmpty()) {
      return new EngineEvent.Failed(check.token(), Failure.NO_CONTAINER, "no " + check.id());
    }
    boolean runs = seen.get().phase() == Phase.RUNNING;
    return new EngineEvent.Checked(check.token(), runs, runs ? "" : "it does not run");
  }

  private <T> T thread(java.util.concurrent.Callable<T> task) {
    try {
      return thread.submit(task).get();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
