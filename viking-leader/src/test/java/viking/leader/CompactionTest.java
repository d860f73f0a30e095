package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;

class CompactionTest {
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long QUOTA = 100L << 20;
  private static final Duration DAY = Duration.ofHours(24);

  private final ManualClock clock = new ManualClock();
  private final Compaction compaction = new Compaction(new Tokens(0), QUOTA);
  private final List<String> told = new ArrayList<>();
  private long wakeAt;
  private long asked;
  private long used;

  @Test
  void forgetsWhatIsADayOldAndNothingYounger() {
    assertEquals(List.of(), step(100, true));
    clock.pass(PAUSE);
    assertEquals(List.of(), step(200, true));
    clock.pass(DAY.minus(PAUSE).minusNanos(1));
    assertEquals(List.of(), step(900, true));
    clock.passUntil(wakeAt);
    assertEquals(List.of(100L), step(1000, true));
  }

  @Test
  void looksEveryMinute() {
    step(100, true);
    assertEquals(clock.now().after(MINUTE), wakeAt);
    clock.pass(MINUTE.minusNanos(1));
    step(200, true);
    assertEquals(clock.now().nanos() + 1, wakeAt);
  }

  @Test
  void compactsEveryTenMinutesForWhatIsADayOld() {
    for (int i = 1; i <= 24 * 60; i++) {
      assertEquals(List.of(), step(i, true));
      clock.pass(MINUTE);
    }
    assertEquals(List.of(1L), step(2000, true));
    for (int i = 1; i < 10; i++) {
      clock.pass(MINUTE);
      assertEquals(List.of(), step(2000 + i, true));
    }
    clock.pass(MINUTE);
    assertEquals(List.of(11L), step(2010, true));
  }

  @Test
  void whileMoreThanHalfOfTheQuotaIsUsedTheOlderHalfOfTheHistoryGoes() {
    minutes(8);
    used = (QUOTA >> 1) + 1;
    assertEquals(List.of(), step(9, true), "the answer is still to come");
    assertEquals(List.of(4L), answered(9));
    clock.pass(MINUTE);
    step(10, true);
    assertEquals(List.of(7L), answered(10));
    assertEquals(
        List.of(
            "etcd uses 50 MiB of its 100 MiB: of its history the older half goes, until it is"
                + " less"),
        told,
        "it is said once");
    used = QUOTA >> 1;
    clock.pass(MINUTE);
    step(11, true);
    assertEquals(List.of(), answered(11));
    used = QUOTA;
    clock.pass(MINUTE);
    step(12, true);
    assertEquals(List.of(9L), answered(12));
    assertEquals(2, told.size());
  }

  @Test
  void theLastMinutesAreKeptHoweverFullItIs() {
    used = QUOTA;
    step(1, true);
    assertEquals(List.of(), answered(1));
    clock.pass(MINUTE);
    step(2, true);
    assertEquals(List.of(1L), answered(2));
    assertEquals(List.of(), step(3, true), "one look, one compaction");
  }

  @Test
  void aSizeThatNobodyKnowsMovesNothing() {
    minutes(8);
    step(9, true);
    compaction.take(new StoreEvent.Sized(asked, OptionalLong.empty()));
    assertEquals(List.of(), step(9, true));
    used = QUOTA;
    compaction.take(new StoreEvent.Sized(asked + 1000, OptionalLong.of(QUOTA)));
    assertEquals(List.of(), step(9, true), "the answer to another question");
  }

  @Test
  void onlyTheLeaderAsks() {
    used = QUOTA;
    step(1, false);
    assertEquals(0, asked);
  }

  @Test
  void compactsOnceForAllThatHasGrownOldWhileNobodyLooked() {
    for (int i = 1; i <= 5; i++) {
      step(i * 100L, true);
      clock.pass(PAUSE);
    }
    clock.pass(DAY);
    assertEquals(List.of(500L), step(9000, true));
  }

  @Test
  void remembersWhileAnotherLeadsAndLeavesItToThatOne() {
    step(100, false);
    clock.pass(PAUSE);
    step(200, false);
    clock.pass(DAY.minus(PAUSE));
    assertEquals(List.of(), step(900, false));
    clock.pass(PAUSE);
    assertEquals(List.of(200L), step(1000, true), "the next leader goes on with it");
  }

  @Test
  void knowsOfNoRevisionBeforeTheStoreWasRead() {
    assertEquals(List.of(), step(0, true));
    assertEquals(Long.MAX_VALUE, wakeAt);
  }

  private List<Long> step(long revision, boolean leads) {
    List<Effect> out = new ArrayList<>();
    wakeAt = compaction.step(clock.now(), revision, leads, out::add);
    List<Long> compacted = new ArrayList<>();
    for (Effect each : out) {
      if (each instanceof StoreEffect.Size size) {
        asked = size.token();
      } else if (each instanceof Tell tell) {
        told.add(tell.reason());
      } else {
        compacted.add(((StoreEffect.Compact) each).revision());
      }
    }
    return compacted;
  }

  private List<Long> answered(long revision) {
    compaction.take(new StoreEvent.Sized(asked, OptionalLong.of(used)));
    return step(revision, true);
  }

  private void minutes(int count) {
    for (int i = 1; i <= count; i++) {
      step(i, true);
      answered(i);
      clock.pass(MINUTE);
    }
  }
}
