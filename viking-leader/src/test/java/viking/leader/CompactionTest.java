package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;

class CompactionTest {
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofHours(24);

  private final ManualClock clock = new ManualClock();
  private final Compaction compaction = new Compaction(new Tokens(0));
  private long wakeAt;

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
  void looksEveryTenMinutes() {
    step(100, true);
    assertEquals(clock.now().after(PAUSE), wakeAt);
    clock.pass(PAUSE.minusNanos(1));
    step(200, true);
    assertEquals(clock.now().nanos() + 1, wakeAt);
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
    return out.stream().map(each -> ((StoreEffect.Compact) each).revision()).toList();
  }
}
