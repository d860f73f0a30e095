package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.leader.dowding.Examples.ANY;
import static viking.leader.dowding.Examples.exposing;
import static viking.leader.dowding.Examples.filtered;
import static viking.leader.dowding.Examples.fleet;
import static viking.leader.dowding.Examples.gib;
import static viking.leader.dowding.Examples.host;
import static viking.leader.dowding.Examples.pinned;
import static viking.leader.dowding.Examples.request;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;

/** Which hosts a job fits on at all. */
class FittingTest extends PlanScene {
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
}
