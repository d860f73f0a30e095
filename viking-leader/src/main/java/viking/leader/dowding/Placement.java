package viking.leader.dowding;

import viking.core.model.JobId;

/** The host chosen for a job, and what spoke for it when it was chosen. */
public record Placement(JobId id, String hostname, String reason) {}
