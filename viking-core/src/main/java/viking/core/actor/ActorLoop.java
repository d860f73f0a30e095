package viking.core.actor;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * The shell around an actor: one thread that waits for what arrives or for the time the actor asked
 * for, hands over all there is, and has done what comes back. An actor that throws is dropped with
 * all it had open, and a new one made after a pause.
 */
public final class ActorLoop implements AutoCloseable {
  private static final long CLOSING_MILLIS = 5_000;

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final LongSupplier nanos;
  private final Clock wall;
  private final ActorCell cell;
  private final Thread thread;
  private volatile boolean closing;

  /** The clocks are for tests; {@code nanos} never goes back. */
  ActorLoop(
      String name,
      LongFunction<Actor> maker,
      List<Performer> performers,
      LongSupplier nanos,
      Clock wall) {
    this.nanos = nanos;
    this.wall = wall;
    this.cell =
        new ActorCell(
            name,
            maker,
            performers,
            incarnation -> event -> arrivals.add(new Arrival(incarnation, event)));
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  /**
   * Starts an actor.
   *
   * @param maker makes an actor whose requests are numbered after the given one
   * @param performers each for effects of its own kind, together for all of the actor's
   */
  public static ActorLoop start(
      String name, LongFunction<Actor> maker, List<Performer> performers) {
    long beginning = System.nanoTime();
    ActorLoop loop =
        new ActorLoop(
            name, maker, performers, () -> System.nanoTime() - beginning, Clock.systemUTC());
    loop.begin();
    return loop;
  }

  void begin() {
    thread.start();
  }

  /** Lets the actor know of something that is no answer; lost if the actor crashes on it. */
  public void tell(Event event) {
    arrivals.add(new Arrival(Arrival.TO_ANY, event));
  }

  /** Ends the thread after the pass it is in, and all that the actor has open. */
  @Override
  public void close() {
    closing = true;
    arrivals.add(Arrival.NOTHING);
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long wakeAt;
      for (List<Event> arrived = List.of(); !closing; arrived = await(wakeAt)) {
        wakeAt = cell.turn(new Now(nanos.getAsLong(), wall.instant()), arrived);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cell.close();
    }
  }

  private List<Event> await(long wakeAt) throws InterruptedException {
    List<Arrival> arrived = new ArrayList<>();
    arrived.add(wakeAt == Turn.NEVER ? arrivals.take() : takeUntil(wakeAt));
    arrivals.drainTo(arrived);
    return arrived.stream()
        .filter(arrival -> arrival.isFor(cell.incarnation()))
        .map(Arrival::event)
        .toList();
  }

  private Arrival takeUntil(long wakeAt) throws InterruptedException {
    long now = nanos.getAsLong();
    long rest = wakeAt <= now ? 0 : wakeAt - now;
    Arrival arrival = arrivals.poll(rest, TimeUnit.NANOSECONDS);
    return arrival == null ? Arrival.NOTHING : arrival;
  }

  /** An event and the incarnation that asked for it. */
  private record Arrival(long incarnation, Event event) {
    static final long TO_ANY = -1;
    static final Arrival NOTHING = new Arrival(-2, new Event() {});

    boolean isFor(long present) {
      return incarnation == TO_ANY || incarnation == present;
    }
  }
}
