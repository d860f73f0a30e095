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
import viking.core.store.Change;

class FollowerWatchTest {
  private final FollowerScene scene = FollowerScene.auditingAll();
  private final Follower follower = scene.follower();

  @Test
  void passesOnWhatTheWatchTells() {
    StoreEffect.OpenWatch watch = scene.follow(5, entry("1", 4));
    assertTrue(
        scene.tell(watch, 7, Change.put(entry("2", 6)), Change.delete("/deploy/h1/s/n/1", 7)));
    assertEquals(
        List.of("changed 7", "PUT /deploy/h1/s/n/2", "DELETE /deploy/h1/s/n/1"), scene.fed());
    assertEquals(7, follower.revision());
    assertEquals(7, scene.guard().revision());
    assertTrue(follower.current());
  }

  @Test
  void dropsWhatItKnowsAlready() {
    StoreEffect.OpenWatch watch = scene.follow(5, entry("1", 4));
    assertTrue(scene.tell(watch, 5, Change.put(entry("1", 4))));
    assertEquals(List.of(), scene.fed());
    assertTrue(scene.tell(watch, 6, Change.put(entry("1", 5)), Change.put(entry("2", 6))));
    assertEquals(List.of("changed 6", "PUT /deploy/h1/s/n/2"), scene.fed());
    assertTrue(scene.tell(watch, 6, Change.put(entry("2", 6))));
    assertEquals(List.of(), scene.fed());
  }

  @Test
  void listsAgainAtOnceWhenTheWatchEnds() {
    StoreEffect.OpenWatch watch = scene.follow(5);
    scene.pass(Duration.ofSeconds(1));
    assertTrue(scene.end(watch, false));
    assertEquals(Optional.empty(), scene.look());
    StoreEffect.Read read = scene.asked();
    assertEquals("list anew", read.reason());
    scene.answer(read, listing(9, entry("1", 8)));
    assertEquals(List.of("reset 9"), scene.fed());
    assertEquals(List.of("watch from 9"), scene.effects());
  }

  @Test
  void listsAgainWhenItsRevisionIsNoLongerKept() {
    StoreEffect.OpenWatch watch = scene.follow(5);
    scene.pass(Duration.ofSeconds(1));
    assertTrue(scene.end(watch, true));
    scene.look();
    assertEquals(FollowerScene.LISTED, scene.asked().ranges());
  }

  @Test
  void pausesWhenTheWatchEndsAsSoonAsItIsOpened() {
    StoreEffect.OpenWatch watch = scene.follow(5);
    scene.pass(Duration.ofMillis(1));
    assertTrue(scene.end(watch, false));
    assertEquals(Optional.of(FollowerScene.RETRY), scene.look());
    assertEquals(List.of(), scene.effects());
    scene.waitAndLook();
    assertEquals("list anew", scene.asked().reason());
  }

  @Test
  void isCurrentWhileItListsAgain() {
    StoreEffect.OpenWatch watch = scene.follow(5);
    scene.end(watch, false);
    assertTrue(follower.current());
  }

  @Test
  void hearsNoMoreOfAWatchThatHasEnded() {
    StoreEffect.OpenWatch watch = scene.follow(5);
    scene.end(watch, false);
    assertFalse(scene.tell(watch, 6, Change.put(entry("1", 6))));
    assertFalse(scene.end(watch, false));
    assertEquals(List.of(), scene.fed());
    assertEquals(5, follower.revision());
  }

  @Test
  void hearsNoMoreOfAWatchThatWasReplaced() {
    StoreEffect.OpenWatch old = scene.follow(5);
    scene.answer(scene.audit(), listing(7, entry("1", 7)));
    assertEquals(List.of("close", "watch from 7"), scene.effects());
    scene.fed();
    assertFalse(scene.tell(old, 9, Change.put(entry("2", 9))));
    assertFalse(scene.end(old, false));
    assertEquals(List.of(), scene.fed());
    assertEquals(7, follower.revision());
    assertTrue(follower.current());
  }

  /** The audit's answer must not put off the listing to the next audit. */
  @Test
  void listsAgainWhenTheWatchEndsDuringAnAudit() {
    StoreEffect.OpenWatch watch = scene.follow(5);
    StoreEffect.Read audit = scene.audit();
    assertTrue(scene.end(watch, false));
    scene.answer(audit, listing(5));
    scene.look();
    StoreEffect.Read read = scene.asked();
    assertEquals("list anew", read.reason());
    scene.answer(read, listing(6));
    assertEquals(6, scene.opened().fromRevision());
  }

  @Test
  void listsAgainWhenTheWatchEndsDuringAnAuditOfTheCluster() {
    FollowerScene leader = FollowerScene.auditingTheCluster();
    StoreEffect.OpenWatch watch = leader.follow(5);
    StoreEffect.Read audit = leader.audit();
    leader.end(watch, true);
    leader.answer(audit, listing(9));
    leader.look();
    assertEquals(FollowerScene.LISTED, leader.asked().ranges());
  }
}
