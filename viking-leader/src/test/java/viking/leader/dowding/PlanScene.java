package viking.leader.dowding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static viking.leader.dowding.Examples.ANY;
import static viking.leader.dowding.Examples.fleet;
import static viking.leader.dowding.Examples.request;

import java.util.List;
import java.util.stream.Stream;
import viking.core.model.JobId;

/** What a plan says, in short. */
abstract class PlanScene {
  static Request web(int slot) {
    return request("ragnar.web.1." + slot, ANY);
  }

  static void occupy(Fleet fleet, String hostname, String... ids) {
    Stream.of(ids).forEach(id -> fleet.occupy(hostname, JobId.parse(id), ANY));
  }

  /** By job: the host it goes to. */
  static List<String> places(Fleet fleet, Request... requests) {
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

  static Unplaced unplaced(Fleet fleet, Request request) {
    List<Unplaced> unplaced = Dowding.plan(fleet, List.of(request)).unplaced();
    assertEquals(1, unplaced.size());
    return unplaced.get(0);
  }
}
