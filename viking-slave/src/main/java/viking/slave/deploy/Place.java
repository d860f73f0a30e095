package viking.slave.deploy;

import viking.core.model.Resources;

/** The host that the work is done on. */
public record Place(String hostname, String hostId, Resources capacity) {}
