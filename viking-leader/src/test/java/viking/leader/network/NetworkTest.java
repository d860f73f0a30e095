package viking.leader.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.core.actor.testing.ManualClock;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

class NetworkTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final List<String> NONE = List.of();

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();
  private final ManualClock clock = new ManualClock();
  private final Network network = new Network(clock.now().nanos());

  @Test
  void declaresAHostLostAfterAMoment() {
    hosts(1, 3);
    vanish("h1");
    assertEquals(NONE, step());
    assertEquals(clock.now().after(Network.GRACE), network.wakeAt(clock.now()));
    assertEquals(NONE, pass(Network.GRACE.minus(MOMENT)));
    assertFalse(network.isLost("h1"));
    assertEquals(List.of("h1"), pass(MOMENT));
    assertTrue(network.isLost("h1"));
    assertEquals(NONE, pass(MOMENT), "it is newly lost only once");
    assertEquals(Long.MAX_VALUE, network.wakeAt(clock.now()));
  }

  @Test
  void losesNothingWhileItsProcessIsYoung() {
    Network young = new Network(clock.now().after(Network.YOUTH));
    hand.host("h1");
    hand.put(deploy("h2"), "");
    young.begin(clock.now(), scene.state());
    assertEquals(clock.now().after(Network.YOUTH), young.wakeAt(clock.now()));
    clock.pass(Network.YOUTH.minus(MOMENT));
    assertEquals(NONE, young.step(clock.now(), scene.state()));
    clock.pass(MOMENT);
    assertEquals(List.of("h2"), young.step(clock.now(), scene.state()));
  }

  @Test
  void knowsAHostThatReturns() {
    hosts(1, 3);
    vanish("h1");
    pass(Network.GRACE);
    assertTrue(network.isLost("h1"));
    come("h1");
    assertFalse(network.isLost("h1"));
    assertEquals(NONE, pass(Network.HOLD));
  }

  @Test
  void doesNotLoseAHostThatReturnsInTime() {
    hosts(1, 3);
    vanish("h1");
    pass(Network.GRACE.minus(MOMENT));
    come("h1");
    assertEquals(NONE, pass(Network.HOLD));
  }

  @Test
  void losesTwoOfManyHostsAtOnceBecauseTheyAreNotMoreThanATenth() {
    hosts(1, 20);
    vanish("h1");
    vanish("h2");
    assertFalse(network.holds(clock.now()));
    assertEquals(List.of("h1", "h2"), pass(Network.GRACE));
  }

  @Test
  void holdsWhenSeveralVanishTogetherAndThenMovesOneAtATime() {
    hosts(1, 10);
    vanish("h1");
    pass(Duration.ofMillis(300));
    vanish("h2");
    assertTrue(network.holds(clock.now()));
    assertEquals(NONE, pass(Network.HOLD.minus(MOMENT)));
    assertEquals(List.of("h1"), pass(MOMENT));
    assertFalse(network.holds(clock.now()));
    assertEquals(clock.now().after(Network.PACE), network.wakeAt(clock.now()));
    assertEquals(NONE, pass(Network.PACE.minus(MOMENT)));
    assertEquals(List.of("h2"), pass(MOMENT));
  }

  @Test
  void countsTheHoldFromTheLastLoss() {
    hosts(1, 10);
    vanish("h1");
    vanish("h2");
    pass(Duration.ofSeconds(29));
    vanish("h3");
    assertEquals(NONE, pass(Network.HOLD.minus(MOMENT)));
    assertEquals(List.of("h1"), pass(MOMENT));
  }

  @Test
  void countsTheHoldFromTheLastLossHoweverLongAfterTheFirst() {
    hosts(1, 10);
    vanish("h1");
    vanish("h2");
    pass(Duration.ofSeconds(45));
    vanish("h3");
    assertEquals(NONE, pass(Network.HOLD.minus(MOMENT)));
    assertEquals(List.of("h1"), pass(MOMENT));
  }

  @Test
  void losesHostsOneByOneWhenTheyVanishFarApart() {
    hosts(1, 4);
    vanish("h1");
    assertEquals(List.of("h1"), pass(Network.TOGETHER));
    vanish("h2");
    assertEquals(List.of("h2"), pass(Network.GRACE));
  }

  @Test
  void whoReturnsDuringTheHoldIsNotMoved() {
    hosts(1, 4);
    vanish("h1");
    vanish("h2");
    pass(Duration.ofSeconds(30));
    come("h1");
    assertEquals(List.of("h2"), pass(Duration.ofSeconds(30)));
  }

  @Test
  void isUsualAgainWhenAHoldIsOver() {
    hosts(1, 4);
    vanish("h1");
    vanish("h2");
    pass(Network.HOLD);
    pass(Network.PACE);
    come("h1");
    come("h2");
    step();
    vanish("h3");
    assertEquals(List.of("h3"), pass(Network.GRACE));
  }

  @Test
  void countsAHostWithJobsButWithoutItsKeyAsVanishingWhenANewLeaderBegins() {
    hand.host("h1");
    hand.put(deploy("h2"), "");
    network.begin(clock.now(), scene.state());
    assertEquals(NONE, step());
    assertEquals(List.of("h2"), pass(Network.GRACE));
    assertFalse(network.isLost("h1"));
  }

  @Test
  void holdsWhenANewLeaderMissesMany() {
    hosts(1, 4);
    hand.put(deploy("h8"), "");
    hand.put(deploy("h9"), "");
    network.begin(clock.now(), scene.state());
    assertEquals(NONE, pass(Network.HOLD.minus(MOMENT)));
    assertEquals(List.of("h8"), pass(MOMENT));
    assertEquals(List.of("h9"), pass(Network.PACE));
  }

  @Test
  void beginningAnewForgetsWhoIsBack() {
    hosts(1, 3);
    vanish("h1");
    pass(Network.GRACE);
    hand.host("h1");
    network.begin(clock.now(), scene.state());
    assertFalse(network.isLost("h1"));
  }

  @Test
  void forgetsAHostThatHasNothingLeftToMove() {
    hosts(1, 2);
    vanish("h1");
    pass(Network.GRACE);
    hand.delete(deploy("h1"));
    pass(Network.HOLD);
    assertFalse(network.isLost("h1"));
    assertEquals(Long.MAX_VALUE, network.wakeAt(clock.now()));
  }

  /** Each with a job. */
  private void hosts(int from, int to) {
    IntStream.rangeClosed(from, to)
        .forEach(
            i -> {
              hand.host("h" + i);
              hand.put(deploy("h" + i), "");
            });
    network.begin(clock.now(), scene.state());
  }

  private static String deploy(String host) {
    return Keys.deploy(host, new JobId("a", "b", host));
  }

  private void vanish(String host) {
    hand.delete(Keys.host(host));
    network.changed(host, clock.now(), scene.state());
  }

  private void come(String host) {
    hand.host(host);
    network.changed(host, clock.now(), scene.state());
  }

  private List<String> pass(Duration time) {
    clock.pass(time);
    return step();
  }

  private List<String> step() {
    return network.step(clock.now(), scene.state());
  }
}
