package viking.leader.dowding;

import java.util.Comparator;

/** A host that admits a group's jobs, as the group sees it. */
record Candidate(Group group, Berth berth, boolean avoided, int instances, int missing) {
  /** The better ones first: what counts among hosts that admit a job, whoever searches. */
  static final Comparator<Candidate> ORDER =
      Comparator.comparing(Candidate::avoided)
          .thenComparingInt(Candidate::instances)
          .thenComparingInt(Candidate::missing)
          .thenComparingDouble(each -> each.berth.load())
          .thenComparing(each -> each.berth.name());

  static Candidate of(Fleet fleet, Group group, Berth berth) {
    return new Candidate(
        group,
        berth,
        group.avoid().contains(berth.name()),
        fleet.holders(group.node()).getOrDefault(berth, 0),
        berth.missing(group.flexible()));
  }

  /** What speaks for and against it, in the order in which it counts. */
  String reason() {
    if (group.want().pin().isPresent()) {
      return "holds its volume";
    }
    return (avoided ? "failed there before, " : "")
        + instances
        + " of "
        + group.node()
        + " there, "
        + (missing == 0 ? "" : missing + " of its flexible tags missing, ")
        + Math.round(100 * berth.load())
        + "% reserved";
  }
}
