package viking.leader.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.ProbeEffect;
import viking.core.actor.ProbeEvent;
import viking.core.actor.StoreEffect;
import viking.core.actor.Tell;
import viking.core.actor.testing.ManualClock;
import viking.core.key.Keys;
import viking.core.store.Entry;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

/** What a master does while another one leads. */
class WatchingOverTest {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(400);

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();
  private final ManualClock clock = new ManualClock();
  private final Candidate h1 = new Candidate("h1", scene, clock);
  private final Candidate h2 = new Candidate("h2", scene, clock);
  private final Candidate h3 = new Candidate("h3", scene, clock);

  @BeforeEach
  void h1Leads() {
    hand.host("h1");
    hand.host("h3");
    h1.lead();
    h2.perform(h2.step().get(0));
  }

  @Test
  void asksNowAndThenWhetherTheLeaderIsThere() {
    ProbeEffect probe = only(ProbeEffect.class, h2.step());
    assertEquals("10.0.0.1", probe.address());
    assertEquals(List.of(), h2.step());
    assertEquals(clock.now().after(BETWEEN_PROBES), h2.wakeAt());
    h2.take(new ProbeEvent(probe.token(), false));
    clock.pass(BETWEEN_PROBES);
    assertTrue(has(ProbeEffect.class, h2.step()));
  }

  @Test
  void cannotAskWhereTheLeaderHasNoAddress() {
    hand.delete(Keys.host("h1"));
    assertFalse(has(ProbeEffect.class, h2.step()));
    clock.pass(BETWEEN_PROBES);
    hand.host("h1");
    assertTrue(has(ProbeEffect.class, h2.step()));
  }

  @Test
  void endsTheLeadOfOneThatRefusesTwice() {
    long lease = leader().lease();
    refuse();
    assertFalse(has(StoreEffect.Revoke.class, h2.step()));
    refuse();
    StoreEffect.Revoke revoke = only(StoreEffect.Revoke.class, h2.step());
    assertEquals(lease, revoke.lease());
    assertTrue(revoke.reason().contains("h1"));
    h2.perform(revoke);
    assertTrue(scene.state().leader().isEmpty());
    assertTrue(has(StoreEffect.Commit.class, h2.step()), "then it campaigns");
  }

  @Test
  void takesARefusalBackWhenTheLeaderIsThereAfterAll() {
    refuse();
    answer();
    refuse();
    assertFalse(has(StoreEffect.Revoke.class, h2.step()));
  }

  @Test
  void doesNotHoldTheRefusalsOfAnEarlierLeaderAgainstTheNextOne() {
    refuse();
    scene.etcd().revoke(leader().lease());
    h3.lead();
    assertEquals("h3", leader().value());
    refuse();
    assertFalse(has(StoreEffect.Revoke.class, h2.step()));
    refuse();
    assertTrue(has(StoreEffect.Revoke.class, h2.step()));
  }

  @Test
  void takesNoAnswerOfAnEarlierLeaderForTheNextOnes() {
    refuse();
    ProbeEffect probe = only(ProbeEffect.class, next());
    scene.etcd().revoke(leader().lease());
    h3.lead();
    h2.step();
    h2.take(new ProbeEvent(probe.token(), true));
    refuse();
    assertFalse(has(StoreEffect.Revoke.class, h2.step()));
  }

  @Test
  void asksAPersonToDeleteALeaderThatNeverEnds() {
    hand.put(Keys.leader(), "h1");
    Tell told = only(Tell.class, h2.step());
    assertEquals(Tell.Level.ERROR, told.level());
    assertEquals(
        "/leader was put by hand and never ends: nobody can lead until it is deleted",
        told.reason());
    clock.pass(BETWEEN_PROBES);
    assertFalse(has(Tell.class, h2.step()), "once is enough");
    hand.put(Keys.leader(), "h1");
    assertTrue(has(Tell.class, h2.step()));
    assertFalse(has(ProbeEffect.class, h2.step()));
    hand.delete(Keys.leader());
    assertTrue(has(StoreEffect.Commit.class, h2.step()));
  }

  private void refuse() {
    assertTrue(h2.probed(next(), true));
  }

  private void answer() {
    assertTrue(h2.probed(next(), false));
  }

  /** The step with the next probe; leases are renewed all the while. */
  private List<Effect> next() {
    clock.pass(BETWEEN_PROBES);
    List<Effect> effects = h2.step();
    effects.stream().filter(StoreEffect.KeepAlive.class::isInstance).forEach(h2::perform);
    assertTrue(has(ProbeEffect.class, effects));
    return effects;
  }

  private Entry leader() {
    return scene.state().leader().orElseThrow();
  }

  private static boolean has(Class<? extends Effect> kind, List<Effect> effects) {
    return effects.stream().anyMatch(kind::isInstance);
  }

  private static <T extends Effect> T only(Class<T> kind, List<Effect> effects) {
    List<T> found = effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertEquals(1, found.size(), effects.toString());
    return found.get(0);
  }
}
