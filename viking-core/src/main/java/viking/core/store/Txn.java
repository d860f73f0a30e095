package viking.core.store;

import java.util.List;

/**
 * Writes that are applied together, in one revision, if all that is compared holds; else not at
 * all.
 */
public record Txn(List<Compare> compares, List<Write> writes) {
  /** What etcd takes at most, of compares and of writes each. */
  public static final int LIMIT = 128;

  public Txn {
    compares = List.copyOf(compares);
    writes = List.copyOf(writes);
    if (compares.size() > LIMIT || writes.size() > LIMIT) {
      throw new IllegalArgumentException(
          "a transaction of "
              + compares.size()
              + " compares and "
              + writes.size()
              + " writes is over etcd's limit of "
              + LIMIT);
    }
  }
}
