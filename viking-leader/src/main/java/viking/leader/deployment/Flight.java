package viking.leader.deployment;

import java.util.List;
import viking.leader.election.Fence;

/** Steps that were sent in one transaction under one fence. */
record Flight(List<Step> steps, Fence fence) {}
