package viking.leader.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.leader.dowding.Fleet;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

class OccupancyTest {
  private static final JobId JOB = JobId.parse("a.b.1");
  private static final long GIB = 1L << 30;

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();
  private final Fleet fleet = new Fleet();
  private final Occupancy occupancy = new Occupancy(fleet);

  @Test
  void takesRoomFromTheAssignmentsSendingUntilItsKeyIsGone() {
    wants(2);
    assertFalse(sync(Optional.of("h1")));
    assertEquals(2 * GIB, used("h1"));
    assign("h1");
    assertEquals(2 * GIB, used("h1"));
    hand.put(Keys.deploy("h1", JOB), "stop");
    hand.delete(Keys.run(JOB));
    assertFalse(sync());
    assertEquals(2 * GIB, used("h1"), "it may still run");
    hand.delete(Keys.deploy("h1", JOB));
    assertTrue(sync(), "room has come");
    assertEquals(0, used("h1"));
    assertEquals(Set.of(), occupancy.jobs());
  }

  @Test
  void givesTheRoomOfAnAssignmentBackThatDidNotLand() {
    wants(2);
    sync(Optional.of("h1"));
    assertTrue(sync());
    assertEquals(0, used("h1"));
  }

  @Test
  void givesTheRoomBackOfWhatHasEndedForGood() {
    wants(2);
    long assignment = assign("h1");
    assertEquals(Set.of(JOB), occupancy.jobs());
    hand.tell(JOB, assignment, "h1", JobState.DONE, 1);
    assertTrue(sync());
    assertEquals(0, used("h1"));
  }

  @Test
  void keepsTheRoomWhereOnlyAnEarlierAssignmentHasEnded() {
    wants(2);
    hand.tell(JOB, 1, "h1", JobState.FAILED, 1);
    assign("h1");
    assertEquals(2 * GIB, used("h1"));
  }

  @Test
  void keepsTheRoomOfTheFormerValueWhileItsKeyIsThere() {
    wants(2);
    assign("h1");
    wants(5);
    assertFalse(sync());
    assertEquals(2 * GIB, used("h1"));
    hand.put(Keys.deploy("h1", JOB), "stop");
    wants(7);
    sync();
    assertEquals(2 * GIB, used("h1"));
    assertEquals(Set.of(), occupancy.hostsWithUnknown());
  }

  @Test
  void keepsTheRoomOfAJobThatIsDeletedWhileItsKeyIsThere() {
    wants(2);
    assign("h1");
    hand.delete(Keys.proc(JOB));
    assertFalse(sync());
    assertEquals(2 * GIB, used("h1"));
  }

  @Test
  void takesRoomOnEveryHostThatHasTheJob() {
    wants(2);
    assign("h1");
    assign("h2");
    assertEquals(2 * GIB, used("h1"));
    assertEquals(2 * GIB, used("h2"));
    hand.delete(Keys.deploy("h1", JOB));
    assertTrue(sync());
    assertEquals(0, used("h1"));
    assertEquals(2 * GIB, used("h2"));
  }

  @Test
  void closesAHostWhoseJobHasAnUnknownSize() {
    hand.put(Keys.deploy("h1", JOB), "stop");
    wants(2);
    sync();
    assertEquals(Set.of("h1"), occupancy.hostsWithUnknown());
    hand.delete(Keys.deploy("h1", JOB));
    assertTrue(sync());
    assertEquals(Set.of(), occupancy.hostsWithUnknown());
  }

  @Test
  void knowsNoSizeOfAFormerValueAfterABeginningAnew() {
    wants(2);
    hand.put(Keys.deploy("h1", JOB), "");
    wants(5);
    scene.resetState();
    sync();
    assertEquals(Set.of("h1"), occupancy.hostsWithUnknown());
  }

  @Test
  void opensAHostAgainWhenAnAssignmentOfKnownSizeHasTakenThePlace() {
    hand.put(Keys.deploy("h1", JOB), "");
    wants(2);
    sync();
    assertEquals(Set.of("h1"), occupancy.hostsWithUnknown());
    hand.delete(Keys.deploy("h1", JOB));
    hand.put(Keys.deploy("h1", JOB), "");
    assertTrue(sync(), "others may go there again");
    assertEquals(Set.of(), occupancy.hostsWithUnknown());
    assertEquals(2 * GIB, used("h1"));
  }

  private void wants(int gib) {
    hand.proc(JOB, "{\"image\":\"web\",\"resources\":{\"memory\":\"" + gib + "g\"}}");
  }

  private long assign(String host) {
    long assignment = hand.assign(JOB, host);
    assertFalse(sync());
    return assignment;
  }

  private boolean sync() {
    return sync(Optional.empty());
  }

  private boolean sync(Optional<String> assigning) {
    return occupancy.sync(JOB, scene.state().job(JOB), assigning);
  }

  private long used(String host) {
    return fleet.used(host).memory();
  }
}
