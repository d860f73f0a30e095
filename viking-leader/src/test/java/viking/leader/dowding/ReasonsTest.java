package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.leader.dowding.Examples.ANY;
import static viking.leader.dowding.Examples.cores;
import static viking.leader.dowding.Examples.exposing;
import static viking.leader.dowding.Examples.filtered;
import static viking.leader.dowding.Examples.fleet;
import static viking.leader.dowding.Examples.gib;
import static viking.leader.dowding.Examples.host;
import static viking.leader.dowding.Examples.pinned;
import static viking.leader.dowding.Examples.request;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Resources;

/** What is said of the choice, and of jobs that fit nowhere. */
class ReasonsTest extends PlanScene {
  @Test
  void theRestOfAGroupWaitsWithTheSameReason() {
    assertEquals(
        List.of(
            "1.1: no host fits: too little memory free (5 GiB wanted)",
            "1.2: no host fits: too little memory free (5 GiB wanted)"),
        reasons(
            fleet(host("h1")),
            request("a.a.1.0", gib(5)),
            request("a.a.1.1", gib(5)),
            request("a.a.1.2", gib(5))));
  }

  @Test
  void saysWhyNoHostFits() {
    Fleet fleet = fleet(host("h1"), host("h2", "ssd"));
    assertReason("no hosts", new Fleet(), ANY);
    assertReason("no host fits: tag 'gpu' missing", fleet, filtered("gpu"));
    assertReason("no host fits: tag 'gpu' or 'fpga' missing", fleet, filtered("gpu", "fpga"));
    assertReason("no host fits: too small (16 GiB of memory wanted)", fleet, gib(16));
    fleet.host(host("h2", "ssd"), Optional.of("cordoned: kernel upgrade"));
    fleet.occupy("h1", JobId.parse("a.b.1"), exposing("80:80", "443:443"));
    assertReason(
        "no host fits: port 80/tcp taken, or cordoned or restarting", fleet, exposing("80:80"));
    fleet.occupy("h1", JobId.parse("a.c.1"), cores(3));
    assertReason(
        "no host fits: too little cpu free (1.5 cores wanted), or cordoned or restarting",
        fleet,
        Examples.job(new Resources(1500, 0)));
    assertReason(
        "no host fits: too little cpu or memory free (2 cores and 1 GiB of memory wanted),"
            + " or cordoned or restarting",
        fleet,
        Examples.job(new Resources(2000, Examples.GIB)));
  }

  @Test
  void aReasonDoesNotChangeWithTheFiguresOfTheHosts() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h1", JobId.parse("a.b.1"), gib(6));
    fleet.occupy("h2", JobId.parse("a.c.1"), gib(5));
    Unplaced before = unplaced(fleet, request("a.a.1", gib(4)));
    fleet.host(host("h3"), Optional.empty());
    fleet.occupy("h3", JobId.parse("a.d.1"), gib(8));
    fleet.vacate("h1", JobId.parse("a.b.1"));
    fleet.occupy("h1", JobId.parse("a.e.1"), gib(7));
    assertEquals(before, unplaced(fleet, request("a.a.1", gib(4))));
  }

  @Test
  void saysWhatSpokeForAHost() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h2", JobId.parse("a.b.1"), gib(2));
    assertEquals(
        List.of(
            new Placement(
                JobId.parse("ragnar.web.1.1"), "h1", "0 of ragnar/web there, 0% reserved"),
            new Placement(
                JobId.parse("ragnar.web.1.2"), "h2", "0 of ragnar/web there, 25% reserved")),
        Dowding.plan(fleet, List.of(web(2), web(1))).placements());
    assertEquals(
        "holds its volume",
        Dowding.plan(fleet, List.of(pinned("a.a.1", ANY, host("h2"))))
            .placements()
            .get(0)
            .reason());
  }

  private static List<String> reasons(Fleet fleet, Request... requests) {
    return Dowding.plan(fleet, List.of(requests)).unplaced().stream()
        .map(each -> each.id().tag() + ": " + each.reason())
        .toList();
  }

  private static void assertReason(String reason, Fleet fleet, Job job) {
    assertEquals(
        new Unplaced(JobId.parse("a.a.1"), false, reason), unplaced(fleet, request("a.a.1", job)));
  }
}
