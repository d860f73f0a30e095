package viking.api;

/**
 * How this host's slave and leader fare.
 *
 * @param cluster the cluster's id, empty before the first
 * @param revision how far the store has been seen to come
 * @param registered whether the store shows this host under its name
 * @param leads whether this host leads, as far as it can know
 * @param problem what keeps it from taking part, for people; empty when nothing does
 */
public record Report(
    String cluster, long revision, boolean registered, boolean leads, String problem) {}
