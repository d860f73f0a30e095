package viking.leader.deployment;

import java.util.List;
import viking.leader.election.Fence;

/** Moves that were sent in one transaction under one fence. */
record Flight<M>(List<M> moves, Fence fence) {}
