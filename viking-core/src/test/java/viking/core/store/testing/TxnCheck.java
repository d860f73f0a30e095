package viking.core.store.testing;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import viking.core.store.Compare;
import viking.core.store.Txn;
import viking.core.store.Write;

/** What etcd refuses before it looks at any key, in its own words. */
final class TxnCheck {
  private static final long LARGEST = 3 * 512 * 1024;

  private TxnCheck() {}

  static Optional<String> problem(Txn txn) {
    if (hasEmptyKey(txn)) {
      return Optional.of("etcdserver: key is not provided");
    }
    if (hasDuplicateKey(txn)) {
      return Optional.of("etcdserver: duplicate key given in txn request");
    }
    if (size(txn) > LARGEST) {
      return Optional.of("etcdserver: request is too large");
    }
    return Optional.empty();
  }

  private static boolean hasEmptyKey(Txn txn) {
    return txn.compares().stream().anyMatch(compare -> compare.key().isEmpty())
        || txn.writes().stream().anyMatch(write -> write.key().isEmpty());
  }

  /** A key may be deleted twice, but put only once and not deleted as well. */
  private static boolean hasDuplicateKey(Txn txn) {
    Set<String> put = new HashSet<>();
    for (Write write : txn.writes()) {
      if (write.kind() == Write.Kind.PUT && !put.add(write.key())) {
        return true;
      }
    }
    for (Write write : txn.writes()) {
      if (write.kind() == Write.Kind.DELETE && put.contains(write.key())) {
        return true;
      }
    }
    return false;
  }

  private static long size(Txn txn) {
    long size = 0;
    for (Compare compare : txn.compares()) {
      size += compare.key().length();
    }
    for (Write write : txn.writes()) {
      size += write.key().length() + write.value().length();
    }
    return size;
  }
}
