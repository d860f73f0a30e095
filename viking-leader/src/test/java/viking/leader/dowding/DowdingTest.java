package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.leader.dowding.Examples.ANY;
import static viking.leader.dowding.Examples.avoiding;
import static viking.leader.dowding.Examples.cores;
import static viking.leader.dowding.Examples.exposing;
import static viking.leader.dowding.Examples.fleet;
import static viking.leader.dowding.Examples.gib;
import static viking.leader.dowding.Examples.host;
import static viking.leader.dowding.Examples.request;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.model.Resources;

/** Which of the hosts that fit is chosen. */
class DowdingTest extends PlanScene {
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
}
