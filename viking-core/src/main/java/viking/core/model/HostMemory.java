package viking.core.model;

/**
 * What a host keeps on disk: its own id, the cluster it belongs to (empty before the first), how
 * far it has seen the store come, and its lease (0 for none).
 *
 * @param held of how many containers most had lost their assignments when that was noticed; 0 while
 *     none wait for an operator
 */
public record HostMemory(String hostId, String cluster, long revision, long lease, int held) {
  /** Of a host that knows nothing yet. */
  public static HostMemory of(String hostId) {
    return new HostMemory(hostId, "", 0, 0, 0);
  }
}
