package viking.core.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.core.follow.FollowerScene.entry;
import static viking.core.follow.FollowerScene.listing;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.actor.StoreEffect;
import viking.core.store.Change;

class FollowerAuditTest {
  private final FollowerScene slave = FollowerScene.auditingAll();
  private final FollowerScene leader = FollowerScene.auditingTheCluster();

  @Test
  void passesOnWhatItReadsWhereItReadsAll() {
    StoreEffect.OpenWatch watch = slave.follow(5, entry("1", 4));
    slave.answer(slave.audit(), listing(9, entry("1", 4)));
    assertEquals(List.of("reset 9"), slave.fed());
    assertEquals(List.of(), slave.effects());
    assertEquals(9, slave.follower().revision());
    assertTrue(slave.tell(watch, 10, Change.put(entry("1", 10))));
    assertEquals(List.of("changed 10", "PUT /deploy/h1/s/n/1"), slave.fed());
  }

  @Test
  void opensTheWatchAnewWhenItShowsWhatWasNotTold() {
    slave.follow(5);
    slave.answer(slave.audit(), listing(9, entry("1", 7)));
    assertEquals(List.of("reset 9"), slave.fed());
    assertEquals(List.of("close", "watch from 9"), slave.effects());
  }

  @Test
  void dropsWhatTheWatchTellsLateOfWhatItHasShown() {
    StoreEffect.OpenWatch watch = slave.follow(5, entry("1", 4));
    slave.answer(slave.audit(), listing(9));
    slave.fed();
    assertTrue(slave.tell(watch, 7, Change.delete("/deploy/h1/s/n/1", 7)));
    assertEquals(List.of(), slave.fed());
  }

  /** It was read before the watch told of more, and arrives after. */
  @Test
  void forgetsNothingThatTheWatchToldMeanwhile() {
    StoreEffect.OpenWatch watch = slave.follow(5);
    StoreEffect.Read audit = slave.audit();
    slave.tell(watch, 12, Change.put(entry("1", 12)));
    slave.fed();
    slave.answer(audit, listing(10));
    assertEquals(List.of(), slave.fed());
    assertEquals(12, slave.follower().revision());
    assertTrue(slave.follower().current());
    assertEquals(Optional.of(FollowerScene.RETRY), slave.look());
    slave.answer(slave.audit(), listing(13, entry("1", 12)));
    assertEquals(List.of("reset 13"), slave.fed());
  }

  @Test
  void comesAgainAndAgain() {
    slave.follow(5);
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.of(FollowerScene.AUDIT_EVERY), slave.look());
      slave.answer(slave.audit(), listing(5));
    }
    assertEquals(List.of("reset 5", "reset 5", "reset 5"), slave.fed());
  }

  @Test
  void passesNothingOnWhereItReadsTheClusterAlone() {
    leader.follow(5, entry("1", 4));
    StoreEffect.Read audit = leader.audit();
    assertEquals(FollowerScene.CLUSTER, audit.ranges());
    leader.answer(audit, listing(9));
    assertEquals(List.of(), leader.fed());
    assertEquals(List.of(), leader.effects());
    assertEquals(5, leader.follower().revision());
    assertTrue(leader.follower().current());
  }

  @Test
  void opensASilentWatchAnewWhereItFellSilent() {
    leader.follow(5);
    leader.answer(leader.audit(), listing(9));
    leader.answer(leader.audit(), listing(12));
    assertEquals(List.of("close", "watch from 5"), leader.effects());
    assertEquals(List.of(), leader.fed());
    assertEquals(5, leader.follower().revision());
    assertTrue(leader.follower().current());
  }

  @Test
  void leavesAWatchAloneThatLagsUntilItTellsNothingAtAll() {
    StoreEffect.OpenWatch watch = leader.follow(5);
    leader.answer(leader.audit(), listing(9));
    leader.tell(watch, 9, Change.put(entry("1", 9)));
    leader.answer(leader.audit(), listing(12));
    assertEquals(List.of(), leader.effects());
    leader.tell(watch, 11, Change.put(entry("2", 11)));
    leader.answer(leader.audit(), listing(14));
    assertEquals(List.of(), leader.effects());
    leader.answer(leader.audit(), listing(14));
    assertEquals(List.of("close", "watch from 11"), leader.effects());
  }

  @Test
  void leavesAWatchAloneWhileTheStoreStandsStill() {
    leader.follow(5);
    for (int i = 0; i < 3; i++) {
      leader.answer(leader.audit(), listing(5));
    }
    assertEquals(List.of(), leader.effects());
  }

  @Test
  void goesOnWhereTheOldWatchFellSilent() {
    leader.follow(5);
    leader.answer(leader.audit(), listing(9));
    leader.answer(leader.audit(), listing(9));
    StoreEffect.OpenWatch again = leader.reopened();
    assertEquals("the watch fell silent at revision 5", again.reason());
    assertTrue(leader.tell(again, 9, Change.put(entry("1", 8)), Change.put(entry("2", 9))));
    assertEquals(
        List.of("changed 9", "PUT /deploy/h1/s/n/1", "PUT /deploy/h1/s/n/2"), leader.fed());
  }

  @Test
  void isNotBackInTimeWhenTheWatchHasOvertakenIt() {
    for (FollowerScene scene : List.of(slave, leader)) {
      StoreEffect.OpenWatch watch = scene.follow(5);
      StoreEffect.Read audit = scene.audit();
      scene.tell(watch, 20, Change.put(entry("1", 20)));
      scene.answer(audit, listing(5));
      assertTrue(scene.follower().current());
    }
  }

  @Test
  void endsTheFollowingWhereTheStoreIsAnother() {
    leader.follow(5);
    leader.answer(leader.audit(), listing("c2", 9));
    assertFalse(leader.follower().current());
    assertEquals(List.of("WARN", "close"), leader.effects());
    assertEquals(List.of(), leader.fed());
  }
}
