package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.dowding.Examples.ANY;
import static viking.leader.dowding.Examples.avoiding;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Resources;

class DowdingTest {
  @Test
  void spreadsReplicasOverHosts() {
    Fleet fleet = fleet(host("h1"), host("h2"), host("h3"));
    assertEquals(
        List.of("web.1.1 on h1", "web.1.2 on h2", "web.1.3 on h3", "web.1.4 on h1"),
        places(fleet, web(1), web(2), web(3), web(4)));
  }

  @Test
  void countsInstancesOfAllReleasesOfANode() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    occupy(fleet, "h1", "ragnar.web.1.1");
    occupy(fleet, "h2", "ragnar.db.1.1", "ragnar.db.1.2");
    assertEquals(List.of("web.2.1 on h2"), places(fleet, request("ragnar.web.2.1", ANY)));
  }

  @Test
  void prefersTheLeastLoadedHost() {
    Fleet fleet = fleet(host("h1"), host("h2"), host("h3"));
    fleet.occupy("h1", JobId.parse("a.a.1"), gib(2));
    fleet.occupy("h2", JobId.parse("a.b.1"), cores(1));
    fleet.occupy("h3", JobId.parse("a.c.1"), cores(2));
    // A quarter of the memory of h1, a quarter of the cores of h2.
    assertEquals(List.of("web.1.1 on h1"), places(fleet, web(1)));
    fleet.occupy("h1", JobId.parse("a.d.1"), ANY);
    assertEquals(List.of("web.1.1 on h2"), places(fleet, web(1)));
  }

  @Test
  void spreadsJobsThatReserveNothingAsWell() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    assertEquals(
        List.of("a.1 on h1", "b.1 on h2", "c.1 on h1", "d.1 on h2"),
        places(
            fleet,
            request("a.a.1", ANY),
            request("a.b.1", ANY),
            request("a.c.1", ANY),
            request("a.d.1", ANY)));
  }

  @Test
  void spreadsBeforeItLooksAtTheLoad() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h2", JobId.parse("a.a.1"), gib(7));
    occupy(fleet, "h1", "ragnar.web.1.1");
    assertEquals(List.of("web.1.2 on h2"), places(fleet, web(2)));
  }

  @Test
  void breaksTiesByName() {
    assertEquals(
        List.of("web.1.1 on h1"), places(fleet(host("h3"), host("h1"), host("h2")), web(1)));
  }

  @Test
  void placesBigBeforeSmallSoThatBothFit() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    assertEquals(
        List.of("a.1 on h2", "b.1 on h2", "c.1 on h1"),
        places(
            fleet, request("a.a.1", gib(3)), request("a.b.1", gib(5)), request("a.c.1", gib(8))));
  }

  @Test
  void findsRoomOnTheMostLoadedHostWhenOnlyThatHasIt() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.host(host("h3", new Resources(1000, 64 * Examples.GIB), Set.of()), Optional.empty());
    fleet.occupy("h3", JobId.parse("a.a.1"), cores(1));
    assertEquals(List.of("b.1 on h3"), places(fleet, request("a.b.1", gib(16))));
  }

  @Test
  void aHostMustHaveTheTagsOfAHardFilter() {
    Fleet fleet = fleet(host("h1"), host("h2", "ssd"), host("h3", "ssd", "gpu"));
    assertEquals(List.of("a.1 on h2"), places(fleet, request("a.a.1", filtered("ssd"))));
    assertEquals(List.of("a.1 on h3"), places(fleet, request("a.a.1", filtered("ssd", "gpu"))));
  }

  @Test
  void aHostShouldHaveTheTagsOfAFlexibleFilter() {
    Fleet fleet = fleet(host("h1"), host("h2", "ssd"), host("h3", "gpu", "ssd"));
    assertEquals(
        List.of("a.1.1 on h3", "a.1.2 on h2", "a.1.3 on h1", "a.1.4 on h3"),
        places(
            fleet,
            Stream.of(1, 2, 3, 4)
                .map(i -> request("a.a.1." + i, filtered("ssd:flexible", "gpu:flexible")))
                .toArray(Request[]::new)));
  }

  @Test
  void aFixedHostPortBelongsToOneJob() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h1", JobId.parse("a.a.1"), exposing("53:53/udp"));
    assertEquals(
        List.of("dns.1.1 on h2", "dns.1.2 waits"),
        places(
            fleet,
            request("a.dns.1.1", exposing("53:5353/udp")),
            request("a.dns.1.2", exposing("53:5353/udp"))));
    fleet.remove("h2");
    assertEquals(List.of("tcp.1 on h1"), places(fleet, request("a.tcp.1", exposing("53:53"))));
  }

  @Test
  void aPortThatTheEngineChoosesIsFreeEverywhere() {
    Fleet fleet = fleet(host("h1"));
    assertEquals(
        List.of("a.1 on h1", "a.2 on h1"),
        places(fleet, request("a.a.1", exposing("80")), request("a.a.2", exposing("80"))));
  }

  @Test
  void aCordonedHostTakesNoNewJobs() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.host(host("h1"), Optional.of("cordoned: kernel upgrade"));
    assertEquals(List.of("web.1.1 on h2"), places(fleet, web(1)));
    fleet.host(host("h1"), Optional.empty());
    assertEquals(List.of("web.1.1 on h1"), places(fleet, web(1)));
  }

  @Test
  void aJobThatAsksForNothingFitsOnAFullHost() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h1", JobId.parse("a.a.1"), gib(9));
    assertEquals(List.of("web.1.1 on h1"), places(fleet, web(1)));
  }

  @Test
  void aPinnedJobGoesToItsVolumeAndComesFirst() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    assertEquals(
        List.of("a.1 on h1", "b.1 on h2", "z.1 on h2"),
        places(
            fleet,
            request("a.a.1", gib(5)),
            request("a.b.1", gib(1)),
            pinned("z.z.1", gib(4), host("h2"))));
  }

  @Test
  void aPinnedJobIsBlockedByTheAbsenceOfItsHost() {
    assertEquals(
        new Unplaced(JobId.parse("a.a.1"), true, "waits for host h2, which holds its volume"),
        unplaced(fleet(host("h1")), pinned("a.a.1", ANY, host("h2"))));
  }

  @Test
  void aPinnedJobIsBlockedByAnotherMachineOfThatName() {
    Fleet fleet = fleet(Examples.anotherMachine(host("h2")));
    assertEquals(
        new Unplaced(
            JobId.parse("a.a.1"),
            true,
            "host h2 is another machine than the one that holds its volume"),
        unplaced(fleet, pinned("a.a.1", ANY, host("h2"))));
  }

  @Test
  void aPinnedJobWaitsWhileItsHostIsCordonedOrFull() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h2", JobId.parse("a.b.1"), gib(6));
    assertEquals(
        new Unplaced(
            JobId.parse("a.a.1"),
            false,
            "waits for host h2, which holds its volume: too little memory free (4 GiB wanted)"),
        unplaced(fleet, pinned("a.a.1", gib(4), host("h2"))));
    fleet.host(host("h2"), Optional.of("cordoned: kernel upgrade"));
    assertEquals(
        new Unplaced(
            JobId.parse("a.a.1"),
            false,
            "waits for host h2, which holds its volume: cordoned or restarting"),
        unplaced(fleet, pinned("a.a.1", gib(4), host("h2"))));
  }

  @Test
  void aHostToAvoidIsTakenOnlyWhenNoOtherFits() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    assertEquals(
        List.of("a.1 on h2", "a.2 on h2", "a.3 on h1"),
        places(
            fleet,
            avoiding("a.a.1", gib(4), "h1", "gone"),
            avoiding("a.a.2", gib(4), "h1", "gone"),
            avoiding("a.a.3", gib(4), "h1", "gone")));
  }

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

  @Test
  void aPlanLeavesTheFleetAsItWas() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h1", JobId.parse("ragnar.web.1.1"), gib(1));
    List<Request> requests = List.of(web(1), web(2), request("a.a.1", exposing("80:80")));
    Plan first = Dowding.plan(fleet, requests);
    assertEquals(first, Dowding.plan(fleet, requests));
    assertEquals(gib(1).resources(), fleet.used("h1"));
    assertEquals(1, fleet.jobs("h1").size());
    assertTrue(fleet.jobs("h2").isEmpty());
  }

  private static Request web(int slot) {
    return request("ragnar.web.1." + slot, ANY);
  }

  private static void occupy(Fleet fleet, String hostname, String... ids) {
    Stream.of(ids).forEach(id -> fleet.occupy(hostname, JobId.parse(id), ANY));
  }

  /** By job: the host it goes to. */
  private static List<String> places(Fleet fleet, Request... requests) {
    Plan plan = Dowding.plan(fleet, List.of(requests));
    return Stream.concat(
            plan.placements().stream().map(each -> name(each.id()) + " on " + each.hostname()),
            plan.unplaced().stream().map(each -> name(each.id()) + " waits"))
        .sorted()
        .toList();
  }

  private static String name(JobId id) {
    return id.node() + "." + id.tag();
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

  private static Unplaced unplaced(Fleet fleet, Request request) {
    List<Unplaced> unplaced = Dowding.plan(fleet, List.of(request)).unplaced();
    assertEquals(1, unplaced.size());
    return unplaced.get(0);
  }
}
