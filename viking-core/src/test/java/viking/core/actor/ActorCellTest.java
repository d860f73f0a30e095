package viking.core.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.actor.Recorder.Heard;
import viking.core.actor.Recorder.Note;

class ActorCellTest {
  private static final Event CRASH = new Heard("crash");
  private static final Event NEWS = new Heard("news");

  private final Recorder recorder = new Recorder();
  private final List<Long> made = new ArrayList<>();
  private final List<Event> answers = new ArrayList<>();
  private final ActorCell cell =
      new ActorCell("test", this::make, List.of(recorder), incarnation -> answers::add);
  private long now;

  @Test
  void performsWhatAPassReturnsInOrder() {
    assertEquals(Turn.NEVER, turn(NEWS, new Heard("more")));
    assertEquals(List.of("news", "more"), recorder.reasons());
  }

  @Test
  void comesBackWhenTheActorWants() {
    assertEquals(42, turn(new Heard("wake at 42")));
  }

  @Test
  void letsAnswersComeBack() {
    turn(NEWS);
    recorder.answer(0).accept(NEWS);
    assertEquals(List.of(NEWS), answers);
  }

  @Test
  void makesANewActorAfterACrashWithTokensThatWereNeverUsed() {
    turn(NEWS);
    long wakeAt = turn(CRASH);
    assertEquals(seconds(1), wakeAt);
    assertEquals(1, recorder.closings());
    assertEquals(1, cell.incarnation());

    now = wakeAt - 1;
    assertEquals(wakeAt, turn(NEWS));
    assertEquals(1, made.size());

    now = wakeAt;
    turn(NEWS);
    assertEquals(2, made.size());
    assertEquals(List.of("news", "news"), recorder.reasons());
    assertTrue(recorder.tokens().get(1) > recorder.tokens().get(0));
  }

  @Test
  void pausesLongerFromCrashToCrashButNeverLongerThanHalfAMinute() {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      long wakeAt = turn(CRASH);
      pauses.add(Duration.ofNanos(wakeAt - now).toSeconds());
      now = wakeAt;
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), pauses);
  }

  @Test
  void takesACrashAfterALongLifeForAFirstOne() {
    now = turn(CRASH);
    now = turn(CRASH);
    turn(NEWS);
    now += ActorCell.SOUND.toNanos();
    assertEquals(now + seconds(1), turn(CRASH));
  }

  @Test
  void crashesOnAnEffectThatNobodyPerforms() {
    assertEquals(seconds(1), turn(new Heard("tell")));
    assertEquals(1, recorder.closings());
  }

  @Test
  void closesWhatIsOpenWhenItIsClosed() {
    turn(NEWS);
    cell.close();
    assertEquals(1, recorder.closings());
  }

  private long turn(Event... arrived) {
    return cell.turn(new Now(now, Instant.EPOCH.plusNanos(now)), List.of(arrived));
  }

  private Actor make(long lastToken) {
    made.add(lastToken);
    return new Echo(new Tokens(lastToken));
  }

  private static long seconds(long number) {
    return Duration.ofSeconds(number).toNanos();
  }

  /** Notes what it hears, and does what it hears of. */
  private record Echo(Tokens tokens) implements Actor {
    @Override
    public Turn pass(Now now, List<Event> arrived) {
      List<Effect> effects = new ArrayList<>();
      long wakeAt = Turn.NEVER;
      for (Event event : arrived) {
        String text = ((Heard) event).text();
        switch (text) {
          case "crash" -> throw new IllegalStateException("as asked");
          case "tell" -> effects.add(Tell.info("nobody performs this"));
          case "wake at 42" -> wakeAt = 42;
          default -> effects.add(new Note(tokens.next(), text));
        }
      }
      return new Turn(effects, wakeAt);
    }
  }
}
