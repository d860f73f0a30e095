package viking.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.key.Keys;
import viking.core.store.Outcome;

/** What a leader has sent, when it arrives late, never, or without an answer. */
class LateWordsTest extends MastersScene {
  @Test
  void whatADeposedLeaderHasSentDoesNotLand() {
    Master second = lead();
    first.line().hold();
    hand.proc(WEB, PLAIN);
    first.settle();
    assertEquals(1, first.line().held().size());
    first.stop(true);
    second.stop(true);
    hand.delete(Keys.leader());
    second.stop(false);
    cluster.pass(SECOND);
    assertTrue(second.leads());
    assertEquals(
        List.of(Outcome.Kind.REFUSED), first.line().release().stream().map(Outcome::kind).toList());
    first.stop(false);
    cluster.pass(SECOND);
    assertFalse(first.leads());
  }

  @Test
  void aFrozenLeaderDoesNothingWhenItGoesOn() {
    Master second = lead();
    first.stop(true);
    cluster.pass(SECOND.multipliedBy(5));
    assertTrue(second.leads());
    put(WEB);
    first.takeEffects();
    first.stop(false);
    cluster.pass(SECOND);
    assertFalse(first.leads());
    assertEquals(
        List.of(),
        first.takeEffects().stream().filter(StoreEffect.Commit.class::isInstance).toList());
  }

  @Test
  void makesSureOfAWriteOfUnknownOutcomeBeforeItWritesAgain() {
    lead();
    first.line().loseAnswers(true);
    put(WEB);
    first.line().loseAnswers(false);
    long assignment = cluster.assignment(WEB, "h1");
    cluster.pass(SECOND);
    assertEquals(assignment, cluster.assignment(WEB, "h1"));
    put(LATER);
    assertEquals("h1=''", cluster.assigned(LATER));
  }

  @Test
  void assignsAnewWhatNeverArrived() {
    lead();
    first.line().hold();
    put(WEB);
    StoreEffect.Commit lost = first.line().held().get(0);
    first.line().forget(Outcome.unknown("no answer in time"));
    cluster.pass(SECOND);
    assertEquals("h1=''", cluster.assigned(WEB));
    assertEquals(Outcome.Kind.REFUSED, cluster.etcd().commit(lost.txn()).kind());
  }

  @Test
  void noticesAnAnswerThatArrivesTogetherWithALateRenewal() {
    lead();
    first.line().hold();
    put(WEB);
    first.takeEffects();
    while (first.takeEffects().stream().noneMatch(StoreEffect.KeepAlive.class::isInstance)) {
      cluster.clock().passUntil(first.wakeAt());
      first.passOnce();
    }
    first.line().release();
    cluster.clock().pass(Duration.ofMillis(2100));
    cluster.pass(SECOND);
    assertTrue(first.leads());
    assertEquals("h1=''", cluster.assigned(WEB));
    hand.delete(Keys.proc(WEB));
    cluster.pass(SECOND);
    assertEquals(Optional.of("stop"), cluster.value(Keys.deploy("h1", WEB)));
  }

  @Test
  void makesSureOfWhatItSentBeforeItLeadsOnUnderTheSameKey() {
    first.stop(false);
    cluster.pass(SECOND);
    hand.host("h1");
    cluster.settle();
    long before = cluster.etcd().revision();
    first.line().endWatches();
    first.line().cut(true);
    cluster.pass(Duration.ofMillis(600));
    assertFalse(first.leads());
    first.line().cut(false);
    first.takeEffects();
    cluster.pass(Duration.ofMillis(700));
    assertTrue(first.leads());
    List<Effect> commits =
        first.takeEffects().stream().filter(StoreEffect.Commit.class::isInstance).toList();
    assertEquals(1, commits.size());
    assertTrue(commits.get(0).reason().contains("nothing sent before may land any more"));
    assertEquals(before + 1, cluster.etcd().revision());
  }
}
