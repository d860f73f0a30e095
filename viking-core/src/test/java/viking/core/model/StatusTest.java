package viking.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final Status RUNNING =
      status(7, "h1", JobState.RUNNING, Health.HEALTHY, "viking.a.b.1", 0, "");

  @Test
  void isOfTheLeaderWhereNoHostSaysIt() {
    Status said = Status.ofLeader(7, JobState.LOST, 2, "host lost: h1", "then");
    assertEquals(
        new Status(
            7,
            "",
            JobState.LOST,
            Health.NONE,
            "",
            "",
            2,
            OptionalInt.empty(),
            "host lost: h1",
            "then"),
        said);
  }

  @Test
  void leavesRoomToCountOnWhateverAHandHasWritten() {
    Status many = Status.ofLeader(7, JobState.LOST, Integer.MAX_VALUE, "", "");
    assertTrue(many.runs() + 1 > 0);
    assertEquals(many, Status.ofLeader(7, JobState.LOST, many.runs() + 1, "", ""));
  }

  @Test
  void saysTheSameWheneverItWasSaid() {
    assertTrue(RUNNING.saysTheSameAs(RUNNING.withSince("later")));
    assertFalse(
        RUNNING.saysTheSameAs(
            status(7, "h1", JobState.RUNNING, Health.HEALTHY, "viking.a.b.1", 0, "slow")));
  }

  @Test
  void staysInItsClassWhereOnlyWordsAndCountsChange() {
    assertTrue(
        RUNNING.sameClassAs(
            status(7, "h1", JobState.RUNNING, Health.HEALTHY, "viking.a.b.1", 5, "slow")));
  }

  @Test
  void isOfAnotherClassWhereMoreChanges() {
    String name = "viking.a.b.1";
    assertDiffers(status(8, "h1", JobState.RUNNING, Health.HEALTHY, name, 0, ""));
    assertDiffers(status(7, "h2", JobState.RUNNING, Health.HEALTHY, name, 0, ""));
    assertDiffers(status(7, "h1", JobState.BACKOFF, Health.HEALTHY, name, 0, ""));
    assertDiffers(status(7, "h1", JobState.RUNNING, Health.UNHEALTHY, name, 0, ""));
    assertDiffers(status(7, "h1", JobState.RUNNING, Health.HEALTHY, "", 0, ""));
  }

  @Test
  void isUnfitInOneClassWhetherStillStartingOrUnhealthy() {
    Status starting = status(7, "h1", JobState.RUNNING, Health.STARTING, "c", 0, "");
    Status unhealthy = status(7, "h1", JobState.RUNNING, Health.UNHEALTHY, "c", 0, "");
    assertTrue(starting.sameClassAs(unhealthy));
  }

  private static void assertDiffers(Status other) {
    assertFalse(RUNNING.sameClassAs(other), other::toString);
  }

  private static Status status(
      long assignment,
      String host,
      JobState state,
      Health health,
      String container,
      int runs,
      String message) {
    return new Status(
        assignment, host, state, health, container, "", runs, OptionalInt.empty(), message, "then");
  }
}
