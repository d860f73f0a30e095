package viking.core.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A transaction in the making: each write comes with the compare that keeps it from landing on
 * something newer than what was read.
 */
public final class GuardedWrites {
  private final List<Compare> compares = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();

  /** The key is replaced as of that modified revision; 0 where there was none. */
  public void put(String key, String value, long modified) {
    when(Compare.modified(key, modified));
    unguarded(Write.put(key, value));
  }

  public void delete(String key, long modified) {
    when(Compare.modified(key, modified));
    unguarded(Write.delete(key));
  }

  /** What else must hold. */
  public void when(Compare compare) {
    compares.add(compare);
  }

  /** A write whose key is compared already, or may be anything. */
  public void unguarded(Write write) {
    writes.add(write);
  }

  public List<Compare> compares() {
    return Collections.unmodifiableList(compares);
  }

  public List<Write> writes() {
    return Collections.unmodifiableList(writes);
  }

  public boolean isEmpty() {
    return writes.isEmpty();
  }

  public Txn txn() {
    return new Txn(compares, writes);
  }
}
