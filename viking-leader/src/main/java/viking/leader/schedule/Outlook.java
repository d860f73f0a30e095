package viking.leader.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Rollout.Phase;
import viking.core.state.ClusterState;

/**
 * What the schedule thinks of a stack, for whoever asks: the same planners, without a leader's
 * memory. What is ready counts as ready for long enough.
 */
public final class Outlook {
  private Outlook() {}

  /** The nodes of the stack's release, in the file's order; none where there is no release. */
  public static List<NodeOutlook> of(ClusterState state, String stack) {
    StackView view = new StackView(state, stack);
    return view.release().map(release -> of(view, release)).orElse(List.of());
  }

  private static List<NodeOutlook> of(StackView view, Release release) {
    Optional<Rollout> rollout = view.rollout().filter(known -> known.release() == release.number());
    Phase phase = rollout.map(Rollout::phase).orElse(Phase.ROLLING);
    Works works = new Works(view, release, phase, Times.UNKNOWN, Room.UNKNOWN);
    List<NodeOutlook> nodes = new ArrayList<>();
    for (NodeWork work : works.all()) {
      nodes.add(work.outlook(work.plan(works.course(work), new StackPlan())));
    }
    return List.copyOf(nodes);
  }
}
