package viking.leader.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.model.JobId;
import viking.core.store.Compare;
import viking.core.store.Outcome;
import viking.core.store.Write;
import viking.leader.election.Fence;

class InFlightTest {
  private static final Fence FENCE = new Fence(5, 5);
  private static final Fence NEWER = new Fence(5, 40);
  private static final JobId JOB = job(1);

  private final ManualClock clock = new ManualClock();
  private final InFlight inFlight = new InFlight(new Tokens(0));
  private final List<Effect> told = new ArrayList<>();

  @Test
  void keepsAJobBusyUntilTheStateShowsItsWrite() {
    inFlight.enqueue(step(1, 1, 1));
    assertTrue(inFlight.busy(JOB));
    answer(only(send()), Outcome.applied(30));
    assertEquals(List.of(), inFlight.settle(29, FENCE));
    assertTrue(inFlight.busy(JOB));
    assertEquals(List.of(JOB), inFlight.settle(30, FENCE));
    assertFalse(inFlight.busy(JOB));
    assertEquals(0, inFlight.size());
  }

  @Test
  void takesNoSecondWriteOfABusyJob() {
    inFlight.enqueue(step(1, 1, 1));
    assertThrows(IllegalStateException.class, () -> inFlight.enqueue(step(1, 1, 1)));
  }

  @Test
  void tellsWhereAnAssignmentUnderWayTakesRoom() {
    Step plain = step(1, 1, 1);
    inFlight.enqueue(
        new Step(plain.job(), Optional.of("h1"), plain.compares(), plain.writes(), "why"));
    assertEquals(Optional.of("h1"), inFlight.assigning(JOB));
    assertTrue(inFlight.busySlot(JOB.slotId()));
    answer(only(send()), Outcome.applied(30));
    inFlight.settle(30, FENCE);
    assertEquals(Optional.empty(), inFlight.assigning(JOB));
    assertFalse(inFlight.busySlot(JOB.slotId()));
  }

  @Test
  void sendsStepsTogetherUnderOneFence() {
    enqueue(3, 2, 1);
    StoreEffect.Commit commit = only(send());
    assertEquals(FENCE.compare(), commit.txn().compares().get(0));
    assertEquals(1, Collections.frequency(commit.txn().compares(), FENCE.compare()));
    assertEquals(1 + 3 * 2, commit.txn().compares().size());
    assertEquals(3, commit.txn().writes().size());
    assertEquals("step of a.b.1; and 2 more", commit.reason());
  }

  @Test
  void fillsTransactionsToEtcdsLimitButNotOver() {
    enqueue(127, 1, 1);
    assertEquals(1, send().size());
    enqueue(128, 1, 1, 200);
    assertEquals(List.of(127, 1), send().stream().map(each -> each.txn().writes().size()).toList());
    enqueue(129, 0, 1, 400);
    assertEquals(List.of(128, 1), send().stream().map(each -> each.txn().writes().size()).toList());
  }

  @Test
  void hasAtMost32TransactionsUnderWay() {
    enqueue(40, 127, 1);
    List<StoreEffect.Commit> sent = send();
    assertEquals(32, sent.size());
    assertEquals(List.of(), send());
    answer(sent.get(0), Outcome.applied(30));
    answer(sent.get(1), Outcome.unknown("late"));
    assertEquals(2, send().size());
  }

  @Test
  void halvesARefusedBatchUntilTheCulpritIsAlone() {
    enqueue(4, 1, 1);
    answer(only(send()), Outcome.refused(30));
    assertEquals(4, inFlight.size());
    List<StoreEffect.Commit> halves = send();
    assertEquals(List.of(job(1), job(2)), jobs(halves.get(0)));
    assertEquals(List.of(job(3), job(4)), jobs(halves.get(1)));
    answer(halves.get(0), Outcome.applied(31));
    answer(halves.get(1), Outcome.refused(31));
    List<StoreEffect.Commit> quarters = send();
    answer(quarters.get(0), Outcome.applied(32));
    answer(quarters.get(1), Outcome.refused(32));
    assertEquals(List.of(job(1), job(2), job(3), job(4)), inFlight.settle(32, FENCE));
    assertEquals(Optional.empty(), inFlight.restsUntil(job(3), clock.now()));
    assertTrue(inFlight.restsUntil(job(4), clock.now()).isPresent());
  }

  @Test
  void doesNotHalveWhatANewerFenceHasRefused() {
    enqueue(2, 1, 1);
    StoreEffect.Commit commit = only(send());
    assertTrue(
        inFlight.take(
            new StoreEvent.Committed(commit.token(), Outcome.refused(41)),
            clock.now(),
            NEWER,
            told::add));
    assertEquals(List.of(), send());
    assertEquals(List.of(job(1), job(2)), inFlight.settle(41, NEWER));
  }

  @Test
  void letsAJobThatIsRefusedAloneWaitLongerEachTime() {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      refuseOnce();
      long until = inFlight.restsUntil(JOB, clock.now()).orElseThrow();
      millis.add(Duration.ofNanos(until - clock.now().nanos()).toMillis());
      clock.passUntil(until);
      assertEquals(Optional.empty(), inFlight.restsUntil(JOB, clock.now()));
    }
    assertEquals(List.of(50L, 100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 6400L, 6400L), millis);
  }

  @Test
  void forgetsRefusalsWithTheFirstWriteThatLands() {
    refuseOnce();
    refuseOnce();
    inFlight.enqueue(step(1, 1, 1));
    answer(only(send()), Outcome.applied(31));
    inFlight.settle(31, FENCE);
    refuseOnce();
    assertEquals(
        Optional.of(clock.now().after(Duration.ofMillis(50))),
        inFlight.restsUntil(JOB, clock.now()));
  }

  @Test
  void triesAgainInAMomentWhatNeverReachedEtcd() {
    inFlight.enqueue(step(1, 1, 1));
    answer(only(send()), Outcome.failed("no connection"));
    assertEquals(List.of(Tell.warn("etcd took no write: no connection")), told);
    assertEquals(List.of(JOB), inFlight.settle(0, FENCE));
    assertTrue(inFlight.restsUntil(JOB, clock.now()).isPresent());
  }

  @Test
  void keepsWhatIsUnknownUntilANewerFenceIsInForceAndSeen() {
    inFlight.enqueue(step(1, 1, 1));
    answer(only(send()), Outcome.unknown("no answer in time"));
    assertTrue(inFlight.inDoubt());
    assertEquals(List.of(), inFlight.settle(1000, FENCE));
    assertEquals(List.of(), inFlight.settle(39, NEWER));
    assertFalse(inFlight.inDoubt());
    assertTrue(inFlight.busy(JOB));
    assertEquals(List.of(JOB), inFlight.settle(40, NEWER));
    assertFalse(inFlight.busy(JOB));
  }

  @Test
  void leavesAnswersToOthersAlone() {
    assertFalse(
        inFlight.take(
            new StoreEvent.Committed(77, Outcome.applied(30)), clock.now(), FENCE, told::add));
  }

  private void refuseOnce() {
    inFlight.enqueue(step(1, 1, 1));
    answer(only(send()), Outcome.refused(30));
    assertEquals(List.of(JOB), inFlight.settle(30, FENCE));
  }

  private void enqueue(int count, int compares, int writes) {
    enqueue(count, compares, writes, 1);
  }

  private void enqueue(int count, int compares, int writes, int from) {
    IntStream.range(from, from + count).forEach(i -> inFlight.enqueue(step(i, compares, writes)));
  }

  private List<StoreEffect.Commit> send() {
    List<Effect> out = new ArrayList<>();
    inFlight.send(FENCE, out::add);
    return out.stream().map(StoreEffect.Commit.class::cast).toList();
  }

  private void answer(StoreEffect.Commit commit, Outcome outcome) {
    assertTrue(
        inFlight.take(
            new StoreEvent.Committed(commit.token(), outcome), clock.now(), FENCE, told::add));
  }

  private static StoreEffect.Commit only(List<StoreEffect.Commit> commits) {
    assertEquals(1, commits.size());
    return commits.get(0);
  }

  private static List<JobId> jobs(StoreEffect.Commit commit) {
    return commit.txn().writes().stream()
        .map(write -> JobId.parse(write.key().replaceAll("/\\d+$", "")))
        .toList();
  }

  private static JobId job(int number) {
    return new JobId("a", "b", Integer.toString(number));
  }

  private static Step step(int number, int compares, int writes) {
    JobId id = job(number);
    return new Step(
        id,
        Optional.empty(),
        IntStream.range(0, compares).mapToObj(i -> Compare.absent(id + "/" + i)).toList(),
        IntStream.range(0, writes).mapToObj(i -> Write.put(id + "/" + i, "")).toList(),
        "step of " + id);
  }
}
