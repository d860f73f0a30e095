package viking.core.model;

/**
 * What a host keeps on disk: its own id, the cluster it belongs to (empty before the first), how
 * far it has seen the store come, and its lease (0 for none).
 */
public record HostMemory(String hostId, String cluster, long revision, long lease) {}
