package viking.leader.dowding;

import java.util.List;

/** What is to become of a list of requests, in the order in which they were considered. */
public record Plan(List<Placement> placements, List<Unplaced> unplaced) {
  public Plan {
    placements = List.copyOf(placements);
    unplaced = List.copyOf(unplaced);
  }
}
