package viking.leader;

import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import viking.core.model.testing.Draw;
import viking.core.model.testing.Seeds;

/**
 * Whatever a hand puts under any key: no leader falls, other jobs are served meanwhile, and the
 * stack is whole again soon after the key is as it was.
 */
@Timeout(value = 300, threadMode = SEPARATE_THREAD)
class ScribbledKeysTest {
  private static final int TRIES = 50;
  private static final int SCRIBBLES = 6;

  @Test
  void aLeaderLivesWithWhateverAHandPutsUnderAnyKey() {
    Seeds.each(
        TRIES,
        draw -> {
          RagnarByHand ragnar = new RagnarByHand();
          for (int i = 0; i < SCRIBBLES; i++) {
            liveWith(Scribble.drawn(ragnar, draw), ragnar, draw);
          }
        });
  }

  private static void liveWith(Scribble scribble, RagnarByHand ragnar, Draw draw) {
    scribble.write();
    scribble.then("it is read", () -> ragnar.live(Duration.ofSeconds(4)));
    if (scribble.isOfTheClock()) {
      scribble.then("the clock goes on", ragnar::keepTime);
    }
    if (scribble.letsLead()) {
      if (draw.oneIn(3)) {
        scribble.then("another one leads", ragnar::anotherLeads);
      }
      if (draw.oneIn(3)) {
        scribble.then("the stack is deployed", ragnar::deploy);
      }
      scribble.then("another job is put", ragnar::serveAnother);
    }
    scribble.takeBack();
    scribble.then("it is taken back", ragnar::becomeWhole);
  }
}
