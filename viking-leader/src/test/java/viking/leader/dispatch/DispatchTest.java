package viking.leader.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.actor.testing.ManualClock;
import viking.core.codec.PinCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.Resources;
import viking.leader.dowding.Fleet;
import viking.leader.dowding.Plan;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

class DispatchTest {
  private static final JobId JOB = JobId.parse("a.b.1");
  private static final JobId BIG = JobId.parse("a.big.1");
  private static final String PLAIN = "{\"image\":\"web\"}";
  private static final String TOO_BIG = "{\"image\":\"web\",\"resources\":{\"memory\":\"9g\"}}";
  private static final String PINNED = "{\"image\":\"db\",\"volume\":[\"/data\"]}";
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Scene scene = new Scene();
  private final Hand hand = scene.hand();
  private final ManualClock clock = new ManualClock();
  private final Fleet fleet = new Fleet();
  private final Dispatch dispatch = new Dispatch(fleet);

  @BeforeEach
  void twoHosts() {
    fleet.host(Hand.machine("h1"), Optional.empty());
    fleet.host(Hand.machine("h2"), Optional.empty());
  }

  @Test
  void plansWhatIsNewAtOnceAndOnce() {
    wants(JOB, PLAIN);
    assertEquals(List.of("a.b.1 to h1"), placed());
    assertEquals(List.of(), placed());
    assertEquals(Long.MAX_VALUE, dispatch.wakeAt());
  }

  @Test
  void letsWhatFindsNoPlaceWaitUntilRoomMayHaveCome() {
    wants(BIG, TOO_BIG);
    Plan plan = dispatch.plan(clock.now());
    assertEquals(BIG, plan.unplaced().get(0).id());
    assertEquals(List.of(), placed());
    assertEquals(Long.MAX_VALUE, dispatch.wakeAt());
    fleet.remove("h2");
    fleet.host(
        new Host(
            "h3", "id-h3", "10.0.0.3", Set.of(), new Resources(8000, 16L << 30), 0, "", "", false),
        Optional.empty());
    dispatch.roomMayHaveCome();
    assertEquals(List.of("a.big.1 to h3"), placed());
  }

  @Test
  void doesNotLookAtAllThatWaitsMoreThanTenTimesASecond() {
    wants(BIG, TOO_BIG);
    dispatch.plan(clock.now());
    dispatch.roomMayHaveCome();
    assertEquals(1, dispatch.plan(clock.now()).unplaced().size());
    dispatch.roomMayHaveCome();
    assertEquals(0, dispatch.plan(clock.now()).unplaced().size());
    assertEquals(clock.now().after(PAUSE), dispatch.wakeAt());
    clock.pass(PAUSE);
    assertEquals(1, dispatch.plan(clock.now()).unplaced().size());
  }

  @Test
  void plansWhatIsNewWithoutLookingAtWhatWaits() {
    wants(BIG, TOO_BIG);
    dispatch.plan(clock.now());
    wants(JOB, PLAIN);
    Plan plan = dispatch.plan(clock.now());
    assertEquals(1, plan.placements().size());
    assertEquals(0, plan.unplaced().size());
  }

  @Test
  void forgetsWhatWantsAPlaceNoMore() {
    wants(JOB, PLAIN);
    dispatch.forget(JOB);
    assertEquals(List.of(), placed());
    wants(BIG, TOO_BIG);
    dispatch.plan(clock.now());
    dispatch.forget(BIG);
    dispatch.roomMayHaveCome();
    assertEquals(List.of(), dispatch.plan(clock.now()).unplaced());
  }

  @Test
  void sendsAPinnedJobToItsVolume() {
    hand.put(Keys.fixed(JOB.slotId()), new PinCodec().write(new Pin("h2", "id-h2", true)));
    wants(JOB, PINNED);
    assertEquals(List.of("a.b.1 to h2"), placed());
  }

  @Test
  void isBlockedWhereTheMachineOfItsVolumeIsNotThere() {
    hand.put(Keys.fixed(JOB.slotId()), new PinCodec().write(new Pin("h7", "id-h7", true)));
    wants(JOB, PINNED);
    assertTrue(dispatch.plan(clock.now()).unplaced().get(0).blocked());
  }

  @Test
  void looksPastAPinWhereTheJobHasNoVolumeAnyMore() {
    hand.put(Keys.fixed(JOB.slotId()), new PinCodec().write(new Pin("h2", "id-h2", true)));
    wants(JOB, PLAIN);
    assertEquals(List.of("a.b.1 to h1"), placed());
  }

  @Test
  void avoidsAHostWhereTheValueHasFailedTooOften() {
    hand.proc(JOB, PLAIN);
    hand.counter("h1", JOB, Dispatch.FAILURES_TO_MOVE);
    assertEquals(Set.of("h1"), Dispatch.troubled(scene.facts(JOB)));
    dispatch.wants(scene.facts(JOB), scene.state());
    assertEquals(List.of("a.b.1 to h2"), placed());
  }

  @Test
  void forgivesFailuresOfAFormerValueAndFewOnes() {
    hand.counter("h1", JOB, Dispatch.FAILURES_TO_MOVE);
    hand.proc(JOB, PLAIN);
    hand.counter("h2", JOB, Dispatch.FAILURES_TO_MOVE - 1);
    assertEquals(Set.of(), Dispatch.troubled(scene.facts(JOB)));
  }

  @Test
  void knowsWhetherAFailingJobHasAnotherPlace() {
    hand.proc(JOB, PLAIN);
    hand.counter("h1", JOB, Dispatch.FAILURES_TO_MOVE);
    assertTrue(dispatch.hasOtherPlace(scene.facts(JOB)));
    hand.counter("h2", JOB, Dispatch.FAILURES_TO_MOVE);
    assertFalse(dispatch.hasOtherPlace(scene.facts(JOB)));
  }

  @Test
  void knowsWhoIsStillInTheSlot() {
    JobId former = JobId.parse("a.db.1.1");
    JobId next = JobId.parse("a.db.2.1");
    hand.proc(former, PINNED);
    hand.proc(next, PINNED);
    assertEquals(Optional.empty(), Dispatch.occupant(next, next.slotId(), scene.state()));
    hand.put(Keys.deploy("h1", former), "stop");
    assertEquals(Optional.of(former), Dispatch.occupant(next, next.slotId(), scene.state()));
    assertEquals(Optional.empty(), Dispatch.occupant(former, next.slotId(), scene.state()));
  }

  @Test
  void whatIsOnItsWayOutStaysSoWhenItIsTriedWhetherRoomWouldCome() {
    JobId former = JobId.parse("a.b.1.1");
    hand.proc(former, PLAIN);
    hand.put(Keys.deploy("h1", former), "stop");
    fleet.occupy(
        "h1", former, scene.facts(former).proc().orElseThrow().value().job().orElseThrow());
    fleet.leave("h1", former);
    hand.proc(JOB, PLAIN);
    assertTrue(dispatch.hasPlaceWithout(scene.facts(JOB), List.of(scene.facts(former))));
    assertTrue(fleet.leaves("h1", former));
  }

  private void wants(JobId job, String value) {
    hand.proc(job, value);
    dispatch.wants(scene.facts(job), scene.state());
  }

  private List<String> placed() {
    return dispatch.plan(clock.now()).placements().stream()
        .map(placed -> placed.id() + " to " + placed.hostname())
        .toList();
  }
}
