package viking.leader.dowding;

import viking.core.model.JobId;

/**
 * A job that no host takes. It is blocked when the machine that holds its volume is not there, else
 * it waits for room. The reason changes only with what would have to change, not with every job
 * that comes or goes.
 */
public record Unplaced(JobId id, boolean blocked, String reason) {}
