package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import viking.core.model.HostPort;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Resources;

/** What must hold in every cluster, tried in many random ones; a failure names the seed. */
class PlanPropertyTest {
  private static final int CASES = 300;

  /** A random world and what is asked of it. */
  private record Case(long seed, World world, List<Request> requests) {
    static Case of(long seed) {
      World world = new World(seed);
      return new Case(seed, world, world.requests());
    }

    Plan plan() {
      return Dowding.plan(world.fleet, requests);
    }

    String name() {
      return "seed " + seed;
    }
  }

  @Test
  void thePlanIsThatOfAskingEveryHostForEveryJob() {
    inEveryCase(
        each -> {
          Plan naive = new NaivePlanner(each.world).plan(each.requests);
          assertEquals(lines(naive), lines(each.plan()), each.name());
          assertEquals(naive, each.plan(), each.name());
        });
  }

  @Test
  void thePlanDoesNotDependOnTheOrderOfTheRequests() {
    inEveryCase(
        each -> {
          Plan plan = each.plan();
          List<Request> shuffled = new ArrayList<>(each.requests);
          Collections.shuffle(shuffled, new Random(each.seed));
          assertEquals(plan, Dowding.plan(each.world.fleet, shuffled), each.name());
        });
  }

  @Test
  void everyRequestIsAnsweredOnce() {
    inEveryCase(
        each -> {
          Plan plan = each.plan();
          Set<JobId> answered = new HashSet<>();
          plan.placements().forEach(placement -> answered.add(placement.id()));
          plan.unplaced().forEach(unplaced -> answered.add(unplaced.id()));
          int answers = plan.placements().size() + plan.unplaced().size();
          assertEquals(each.requests.size(), answers, each.name());
          assertEquals(each.requests.size(), answered.size(), each.name());
        });
  }

  @Test
  void thePlanLeavesTheFleetAsItWas() {
    inEveryCase(
        each -> {
          List<String> before = description(each);
          each.plan();
          assertEquals(before, description(each), each.name());
        });
  }

  @Test
  void whatIsTakenGrowsOnlyAsFarAsThereIsRoom() {
    inEveryCase(
        each -> {
          Fleet fleet = each.world.fleet;
          Map<JobId, Job> jobs = new HashMap<>();
          each.requests.forEach(request -> jobs.put(request.id(), request.job()));
          for (Placement placement : each.plan().placements()) {
            Job job = jobs.get(placement.id());
            assertTrue(ports(fleet, placement.hostname(), job), each.name());
            fleet.occupy(placement.hostname(), placement.id(), job);
            Resources capacity = fleet.host(placement.hostname()).orElseThrow().capacity();
            Resources used = fleet.used(placement.hostname());
            assertTrue(
                job.resources().milliCpu() == 0 || used.milliCpu() <= capacity.milliCpu(),
                each.name());
            assertTrue(
                job.resources().memory() == 0 || used.memory() <= capacity.memory(), each.name());
          }
        });
  }

  @Test
  void whatWaitsFitsNowhereOnceThePlanIsCarriedOut() {
    inEveryCase(
        each -> {
          Fleet fleet = each.world.fleet;
          Map<JobId, Request> byId = new HashMap<>();
          each.requests.forEach(request -> byId.put(request.id(), request));
          Plan plan = each.plan();
          for (Placement placement : plan.placements()) {
            fleet.occupy(placement.hostname(), placement.id(), byId.get(placement.id()).job());
          }
          List<Request> waiting =
              plan.unplaced().stream().map(unplaced -> byId.get(unplaced.id())).toList();
          assertEquals(
              new Plan(List.of(), plan.unplaced()), Dowding.plan(fleet, waiting), each.name());
          for (Request request : waiting) {
            assertTrue(
                Dowding.explain(fleet, request).stream().noneMatch(Verdict::fits), each.name());
          }
        });
  }

  private static void inEveryCase(Consumer<Case> check) {
    LongStream.range(0, CASES).parallel().mapToObj(Case::of).forEach(check);
  }

  private static boolean ports(Fleet fleet, String hostname, Job job) {
    List<HostPort> taken =
        fleet.jobs(hostname).values().stream().flatMap(each -> each.hostPorts().stream()).toList();
    return job.hostPorts().stream().noneMatch(taken::contains);
  }

  private static List<String> description(Case each) {
    Fleet fleet = each.world.fleet;
    List<String> description = new ArrayList<>();
    for (String hostname : fleet.hostnames()) {
      description.add(hostname + fleet.used(hostname) + fleet.jobs(hostname));
    }
    for (Request request : each.requests) {
      Dowding.explain(fleet, request).forEach(verdict -> description.add(verdict.sentence()));
      description.add(Dowding.plan(fleet, List.of(request)).toString());
    }
    return description;
  }

  private static String lines(Plan plan) {
    StringBuilder lines = new StringBuilder();
    plan.placements().forEach(each -> lines.append(each).append('\n'));
    plan.unplaced().forEach(each -> lines.append(each).append('\n'));
    return lines.toString();
  }
}
