package viking.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.follow.FollowerScene.entry;
import static viking.core.follow.FollowerScene.listing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.store.Outcome;
import viking.core.store.Snapshot;

class FollowerListingTest {
  private final FollowerScene scene = FollowerScene.auditingAll();
  private final Follower follower = scene.follower();

  @Test
  void knowsNothingBeforeEtcdHasAnswered() {
    assertFalse(follower.loaded());
    assertFalse(follower.current());
    assertEquals("etcd has not answered yet", follower.problem());
    assertEquals(0, follower.revision());
  }

  @Test
  void listsFirstAndAsksNothingElseMeanwhile() {
    assertEquals(Optional.empty(), scene.look());
    StoreEffect.Read read = scene.asked();
    assertEquals(FollowerScene.LISTED, read.ranges());
    assertEquals("list anew", read.reason());
    scene.pass(Duration.ofHours(1));
    assertEquals(Optional.empty(), scene.look());
    assertEquals(List.of(), scene.effects());
  }

  @Test
  void passesTheListingOnAndWatchesFromThere() {
    scene.look();
    scene.answer(scene.asked(), listing(5, entry("1", 4)));
    assertEquals(List.of("reset 5"), scene.fed());
    assertEquals(List.of("INFO", "watch from 5"), scene.effects());
    assertTrue(follower.current());
    assertTrue(follower.loaded());
    assertEquals("", follower.problem());
    assertEquals(5, follower.revision());
    assertEquals(5, scene.guard().revision());
    assertEquals(Optional.of(FollowerScene.AUDIT_EVERY), scene.look());
  }

  @Test
  void watchesWhatItWasToldToWatch() {
    StoreEffect.OpenWatch watch = scene.follow(5);
    assertEquals(FollowerScene.WATCHED, watch.range());
    assertEquals("follow from revision 5", watch.reason());
  }

  @Test
  void triesAgainWhenEtcdDoesNotAnswer() {
    scene.look();
    scene.fail(scene.asked(), "deadline exceeded");
    assertEquals("etcd does not answer: deadline exceeded", follower.problem());
    assertEquals(List.of("WARN"), scene.effects());
    assertEquals(Optional.of(FollowerScene.RETRY), scene.look());
    scene.waitAndLook();
    assertEquals(FollowerScene.LISTED, scene.asked().ranges());
  }

  @Test
  void warnsOnceOfOneProblem() {
    scene.look();
    scene.fail(scene.asked(), "refused");
    assertEquals(List.of("WARN"), scene.effects());
    scene.waitAndLook();
    scene.fail(scene.asked(), "refused");
    assertEquals(List.of(), scene.effects());
    scene.waitAndLook();
    scene.fail(scene.asked(), "unknown host");
    assertEquals(List.of("WARN"), scene.effects());
  }

  @Test
  void passesNothingOnWhileTheGuardDisbelieves() {
    scene.look();
    scene.answer(scene.asked(), listing("c2", 5, entry("1", 4)));
    assertEquals(List.of(), scene.fed());
    assertEquals(List.of("WARN"), scene.effects());
    assertFalse(follower.loaded());
    assertTrue(follower.problem().startsWith("etcd is of cluster c2, this host of c1"));

    scene.waitAndLook();
    scene.answer(scene.asked(), listing(5));
    assertEquals(List.of("reset 5"), scene.fed());
    assertEquals(List.of("INFO", "watch from 5"), scene.effects());
    assertTrue(follower.current());
  }

  @Test
  void keepsWhatItKnewWhenItGoesBlind() {
    StoreEffect.OpenWatch watch = scene.follow(5, entry("1", 4));
    scene.fail(scene.audit(), "no leader");
    assertEquals(List.of("WARN", "close"), scene.effects());
    assertEquals(List.of(), scene.fed());
    assertTrue(follower.loaded());
    assertFalse(follower.current());

    // The watch was closed, but something was still under way.
    assertFalse(scene.tell(watch, 6));
    assertEquals(List.of(), scene.fed());
    scene.waitAndLook();
    scene.answer(scene.asked(), listing(8, entry("1", 4), entry("2", 7)));
    assertEquals(List.of("reset 8"), scene.fed());
    assertEquals(8, scene.opened().fromRevision());
    assertTrue(follower.current());
  }

  @Test
  void listsEverythingAfterItWasBlind() {
    FollowerScene leader = FollowerScene.auditingTheCluster();
    leader.follow(5);
    StoreEffect.Read audit = leader.audit();
    assertEquals(FollowerScene.CLUSTER, audit.ranges());
    leader.fail(audit, "no leader");
    leader.effects();
    leader.waitAndLook();
    assertEquals(FollowerScene.LISTED, leader.asked().ranges());
  }

  @Test
  void isBlindBeforeAStoreThatHasGoneBackAndStaysSo() {
    scene.follow(50);
    scene.answer(scene.audit(), listing(40));
    assertFalse(follower.current());
    assertEquals(List.of("WARN", "close"), scene.effects());
    scene.waitAndLook();
    scene.answer(scene.asked(), listing(60));
    assertEquals(List.of(), scene.fed());
    assertFalse(follower.current());

    scene.guard().accept();
    scene.follower().again(scene.now());
    scene.look();
    scene.answer(scene.asked(), listing(61));
    assertEquals(List.of("reset 61"), scene.fed());
    assertTrue(follower.current());
  }

  @Test
  void readsAtOnceWhenItIsToldTo() {
    scene.follow(5);
    assertEquals(Optional.of(FollowerScene.AUDIT_EVERY), scene.look());
    follower.soon(scene.now());
    scene.look();
    assertEquals("audit", scene.asked().reason());
  }

  @Test
  void asksAnewForWhatWasAskedTooEarly() {
    scene.look();
    StoreEffect.Read early = scene.asked();
    follower.again(scene.now());
    scene.look();
    StoreEffect.Read read = scene.asked();
    assertFalse(scene.take(new StoreEvent.Loaded(early.token(), Optional.of(listing(5)), "")));
    assertEquals(List.of(), scene.fed());
    scene.answer(read, listing(6));
    assertEquals(List.of("reset 6"), scene.fed());
  }

  @Test
  void leavesTheAnswersToOthersAlone() {
    scene.look();
    long token = scene.asked().token();
    assertFalse(scene.take(new StoreEvent.Loaded(token + 1, Optional.of(listing(5)), "")));
    assertFalse(scene.take(new StoreEvent.Committed(99, Outcome.applied(5))));
    assertFalse(scene.take(new StoreEvent.Changed(0, 5, List.of())));
    assertFalse(scene.take(new StoreEvent.WatchEnded(0, false, "")));
    assertEquals(List.of(), scene.fed());
    assertEquals(List.of(), scene.effects());
  }

  @Test
  void takesAnAnswerOnce() {
    scene.look();
    StoreEffect.Read read = scene.asked();
    Snapshot snapshot = listing(5);
    scene.answer(read, snapshot);
    assertFalse(scene.take(new StoreEvent.Loaded(read.token(), Optional.of(snapshot), "")));
    assertEquals(List.of("reset 5"), scene.fed());
  }
}
