package viking.core.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.store.Outcome;

class GrumbleTest {
  private static final Outcome FULL = Outcome.unknown("etcdserver: mvcc: database space exceeded");

  private final Grumble grumble = new Grumble();

  @Test
  void tellsOfAFullEtcdAtOnceAndThenEveryMinute() {
    assertEquals(
        Optional.of(
            "etcd takes no writes: etcdserver: mvcc: database space exceeded; first was: h1 leads"),
        grumble.about(FULL, "h1 leads", -5));
    assertEquals(Optional.empty(), grumble.about(FULL, "h1 leads", 0));
    long later = Duration.ofMinutes(1).toNanos();
    assertEquals(true, grumble.about(FULL, "h1 leads", later).isPresent());
    assertEquals(Optional.empty(), grumble.about(FULL, "h1 leads", later + 1));
  }

  @Test
  void leavesItToOthersToTellThatEtcdIsSilentAndThatAKeyHasChanged() {
    assertEquals(Optional.empty(), grumble.about(Outcome.unknown("no answer in time"), "", 0));
    assertEquals(Optional.empty(), grumble.about(Outcome.refused(7), "", 0));
    assertEquals(Optional.empty(), grumble.about(Outcome.applied(7), "", 0));
  }
}
