package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.leader.dowding.Examples.fleet;
import static viking.leader.dowding.Examples.gib;
import static viking.leader.dowding.Examples.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.model.Job;
import viking.core.model.JobId;

/** What goes when the new one has come is no instance to be spread from. */
class ReplacingTest {
  private static final Job JOB = gib(1);

  private final Fleet fleet = fleet(host("h1"), host("h2"));

  @BeforeEach
  void twoInstancesRun() {
    fleet.occupy("h1", JobId.parse("shop.web.1.1"), JOB);
    fleet.occupy("h2", JobId.parse("shop.web.1.2"), JOB);
  }

  @Test
  void keepsReplacedInstancesSpread() {
    assertEquals("h1", place("2.1", "h1"));
    fleet.occupy("h1", JobId.parse("shop.web.2.1"), JOB);
    fleet.vacate("h1", JobId.parse("shop.web.1.1"));
    assertEquals("h2", place("2.2", "h2"));
  }

  @Test
  void doesNotCountWhatIsStillBeingStopped() {
    fleet.occupy("h1", JobId.parse("shop.web.2.1"), JOB);
    fleet.leave("h1", JobId.parse("shop.web.1.1"));
    fleet.leave("h1", JobId.parse("shop.web.1.1"));
    assertEquals("h2", place("2.2", "h2"));
  }

  @Test
  void countsAllOfItAgainAfterwards() {
    place("2.1", "h1");
    fleet.occupy("h2", JobId.parse("other.big.1"), gib(2));
    fleet.vacate("h1", JobId.parse("shop.web.1.1"));
    assertEquals("h1", place("2.3"));
  }

  @Test
  void countsWhatLeavesForItsRoom() {
    fleet.leave("h1", JobId.parse("shop.web.1.1"));
    assertEquals(JOB.resources(), fleet.used("h1"));
    fleet.vacate("h1", JobId.parse("shop.web.1.1"));
    assertEquals(0, fleet.used("h1").memory());
    fleet.occupy("h1", JobId.parse("shop.web.1.3"), JOB);
    assertEquals("h2", place("2.2", "h2"));
  }

  private String place(String tag, String... replaces) {
    Request request =
        new Request(
            JobId.parse("shop.web." + tag), JOB, Optional.empty(), Set.of(), Set.of(replaces));
    return Dowding.plan(fleet, List.of(request)).placements().get(0).hostname();
  }
}
