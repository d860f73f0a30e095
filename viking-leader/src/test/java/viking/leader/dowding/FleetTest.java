package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.dowding.Examples.ANY;
import static viking.leader.dowding.Examples.cores;
import static viking.leader.dowding.Examples.exposing;
import static viking.leader.dowding.Examples.fleet;
import static viking.leader.dowding.Examples.gib;
import static viking.leader.dowding.Examples.host;
import static viking.leader.dowding.Examples.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.model.Resources;

class FleetTest {
  private static final JobId ONE = JobId.parse("ragnar.web.1.1");
  private static final JobId TWO = JobId.parse("ragnar.web.1.2");

  @Test
  void knowsTheHostsThatAreThere() {
    Fleet fleet = fleet(host("h2"), host("h1", "ssd"));
    fleet.host(host("h3"), Optional.of("cordoned"));
    fleet.occupy("h4", ONE, ANY);
    assertEquals(Set.of("h1", "h2", "h3"), fleet.hostnames());
    assertEquals(Optional.of(host("h1", "ssd")), fleet.host("h1"));
    assertEquals(Optional.empty(), fleet.host("h4"));
    fleet.remove("h1");
    fleet.remove("h5");
    assertEquals(Set.of("h2", "h3"), fleet.hostnames());
  }

  @Test
  void addsUpWhatTheJobsOfAHostReserve() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h1", ONE, gib(1));
    fleet.occupy("h1", TWO, cores(2));
    assertEquals(new Resources(2000, Examples.GIB), fleet.used("h1"));
    assertEquals(Map.of(ONE, gib(1), TWO, cores(2)), fleet.jobs("h1"));
    fleet.vacate("h1", ONE);
    fleet.vacate("h1", ONE);
    assertEquals(new Resources(2000, 0), fleet.used("h1"));
    assertEquals(Map.of(TWO, cores(2)), fleet.jobs("h1"));
  }

  @Test
  void occupyingAgainReplaces() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h1", ONE, exposing("80:80"));
    fleet.occupy("h1", ONE, exposing("81:81"));
    fleet.occupy("h1", ONE, exposing("81:81"));
    assertEquals("h2 fits: 0 of ragnar/web there, 0% reserved", verdict(fleet, "h2", "80:80"));
    assertEquals("h1 fits: 1 of ragnar/web there, 3% reserved", verdict(fleet, "h1", "80:80"));
    assertEquals("h1: port 81/tcp taken by ragnar.web.1.1", verdict(fleet, "h1", "81:81"));
    fleet.vacate("h1", ONE);
    assertEquals("h1 fits: 0 of ragnar/web there, 0% reserved", verdict(fleet, "h1", "81:81"));
  }

  @Test
  void aPortIsTakenUntilTheLastOfItsHoldersIsGone() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h1", ONE, exposing("80:80"));
    fleet.occupy("h1", TWO, exposing("80:80"));
    fleet.vacate("h1", ONE);
    assertEquals("h1: port 80/tcp taken by ragnar.web.1.2", verdict(fleet, "h1", "80:80"));
    fleet.vacate("h1", TWO);
    assertEquals("h1 fits: 0 of ragnar/web there, 0% reserved", verdict(fleet, "h1", "80:80"));
  }

  @Test
  void oneJobMayTakeRoomOnTwoHosts() {
    Fleet fleet = fleet(host("h1"), host("h2"));
    fleet.occupy("h1", ONE, gib(1));
    fleet.occupy("h2", ONE, gib(1));
    fleet.vacate("h1", ONE);
    assertEquals(Resources.NONE, fleet.used("h1"));
    assertEquals(gib(1).resources(), fleet.used("h2"));
  }

  @Test
  void remembersWhatIsOnAHostBeforeItComesAndAfterItWent() {
    Fleet fleet = fleet(host("h2"));
    fleet.occupy("h1", ONE, gib(7));
    assertEquals(gib(7).resources(), fleet.used("h1"));
    fleet.host(host("h1"), Optional.empty());
    assertEquals("h1: 1 GiB of memory free, 2 GiB wanted", verdict(fleet, "h1", 2));
    fleet.remove("h1");
    fleet.occupy("h1", TWO, gib(1));
    fleet.host(host("h1"), Optional.empty());
    assertEquals("h1: 0 B of memory free, 2 GiB wanted", verdict(fleet, "h1", 2));
  }

  @Test
  void forgetsAHostThatIsGoneWithItsJobs() {
    Fleet fleet = fleet(host("h1"));
    fleet.occupy("h1", ONE, gib(7));
    fleet.remove("h1");
    fleet.vacate("h1", ONE);
    assertEquals(Resources.NONE, fleet.used("h1"));
    assertTrue(fleet.jobs("h1").isEmpty());
    assertTrue(fleet.berth("h1").isEmpty());
  }

  @Test
  void aHostIsPlannedForAsItWasAnnouncedLast() {
    Fleet fleet = fleet(host("h1"), host("h2", "ssd"));
    fleet.occupy("h1", ONE, gib(4));
    fleet.host(host("h1", new Resources(4000, 32 * Examples.GIB), Set.of()), Optional.empty());
    assertEquals(List.of("h1"), hosts(fleet, request("a.a.1", gib(16))));
    fleet.host(host("h1"), Optional.empty());
    assertEquals(List.of(), hosts(fleet, request("a.a.1", gib(16))));
  }

  private static List<String> hosts(Fleet fleet, Request request) {
    return Dowding.plan(fleet, List.of(request)).placements().stream()
        .map(Placement::hostname)
        .toList();
  }

  private static String verdict(Fleet fleet, String hostname, String port) {
    return Dowding.explain(fleet, request("ragnar.web.2.1", exposing(port)), hostname)
        .orElseThrow()
        .sentence();
  }

  private static String verdict(Fleet fleet, String hostname, long gib) {
    return Dowding.explain(fleet, request("ragnar.web.2.1", gib(gib)), hostname)
        .orElseThrow()
        .sentence();
  }
}
