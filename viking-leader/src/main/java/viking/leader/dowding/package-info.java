/**
 * The planner: which host each waiting job goes to, and in words why.
 *
 * <p>It is pure: it knows the model, and the {@link viking.leader.dowding.Fleet} that the leader
 * keeps from {@code /host}, {@code /cordon}, {@code /proc} and {@code /deploy}. It writes nothing.
 * Dispatch asks for a {@link viking.leader.dowding.Plan}; of that, deployment writes {@code /run},
 * {@code /deploy} and {@code /fixed}, and the leader the reasons of what waits to {@code /status}.
 * {@code viking why} asks for {@link viking.leader.dowding.Verdict}s.
 *
 * <p>A host must be admitted by every {@code Filter}. Among those admitted, {@code Candidate} says
 * which is best: not avoided, fewest of the node's instances, fewest flexible tags missing, least
 * loaded, by name. The rest makes the same plan as asking every host for every job would, without
 * doing so: equal jobs are one {@code Group}, and {@code Order} keeps the hosts by load and passes
 * over those without room.
 */
package viking.leader.dowding;
