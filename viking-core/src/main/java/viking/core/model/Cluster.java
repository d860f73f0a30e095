package viking.core.model;

/** Which cluster a store belongs to; written once and compared for ever. */
public record Cluster(String id, int format, String created) {
  /** The layout of keys and values that this version of viking reads and writes. */
  public static final int FORMAT = 1;

  public Cluster {
    if (id.isBlank()) {
      throw new BadInput("the cluster has no id");
    }
  }
}
