package viking.core.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import viking.core.actor.Recorder.Heard;
import viking.core.actor.Recorder.Note;
import viking.core.store.testing.Eventually;

class ActorLoopTest {
  private static final Event CRASH = new Heard("crash");

  private final Recorder recorder = new Recorder();
  private final AtomicLong nanos = new AtomicLong();
  private final List<Integer> batches = new ArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final ActorLoop loop =
      new ActorLoop(
          "loop-under-test", this::make, List.of(recorder), nanos::get, Clock.systemUTC());
  private volatile long wakeAt = Turn.NEVER;

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void passesOnceAtTheBeginning() {
    loop.begin();
    Eventually.holds("made", () -> recorder.reasons().equals(List.of("made")));
  }

  @Test
  void handsOverAllThatHasArrivedAtOnce() {
    loop.tell(new Heard("wait"));
    loop.begin();
    IntStream.range(0, 100).forEach(i -> loop.tell(new Heard("" + i)));
    gate.countDown();
    Eventually.holds("101 events", () -> recorder.reasons().size() == 102);
    assertTrue(batches.size() <= 4, batches::toString);
    assertEquals("99", recorder.reasons().get(101));
  }

  @Test
  void wakesWhenTheActorWantedTo() {
    wakeAt = Duration.ofMillis(20).toNanos();
    loop.begin();
    Eventually.holds("made", () -> recorder.reasons().size() == 1);
    nanos.set(wakeAt);
    Eventually.holds("woken", () -> recorder.reasons().contains("due"));
  }

  @Test
  void deliversAnswers() {
    loop.begin();
    Eventually.holds("made", () -> recorder.reasons().size() == 1);
    recorder.answer(0).accept(new Heard("answer"));
    Eventually.holds("heard", () -> recorder.reasons().contains("answer"));
  }

  @Test
  void keepsAnswersToAnEarlierActorFromItsSuccessor() {
    loop.begin();
    Eventually.holds("made", () -> recorder.reasons().size() == 1);
    loop.tell(CRASH);
    Eventually.holds("crashed", () -> recorder.closings() == 1);
    nanos.set(ActorCell.FIRST_PAUSE.toNanos());
    loop.tell(new Heard("to whom it concerns"));
    Eventually.holds("made anew", () -> recorder.reasons().size() >= 3);
    recorder.answer(0).accept(new Heard("late answer"));
    loop.tell(new Heard("last"));
    Eventually.holds("last", () -> recorder.reasons().contains("last"));
    assertEquals(List.of("made", "made", "to whom it concerns", "last"), recorder.reasons());
  }

  @Test
  void endsItsThreadAndAllThatIsOpenWhenClosed() {
    loop.begin();
    Eventually.holds("made", () -> recorder.reasons().size() == 1);
    loop.close();
    loop.close();
    assertEquals(1, recorder.closings());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("loop-under-test")));
  }

  private Actor make(long lastToken) {
    Tokens tokens = new Tokens(lastToken);
    List<Effect> first = new ArrayList<>(List.of(new Note(tokens.next(), "made")));
    return (now, arrived) -> {
      batches.add(arrived.size());
      List<Effect> effects = new ArrayList<>(first);
      first.clear();
      arrived.forEach(event -> effects.add(new Note(tokens.next(), hear(event))));
      if (now.reached(wakeAt)) {
        effects.add(new Note(tokens.next(), "due"));
        return new Turn(effects, Turn.NEVER);
      }
      return new Turn(effects, wakeAt);
    };
  }

  private String hear(Event event) {
    if (event.equals(CRASH)) {
      throw new IllegalStateException("as asked");
    }
    String text = ((Heard) event).text();
    if ("wait".equals(text)) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return text;
  }
}
