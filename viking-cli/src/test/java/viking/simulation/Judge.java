package viking.simulation;

import java.util.Map;
import java.util.Optional;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.testing.EtcdModel;

/** Who looks at every transaction that lands. */
interface Judge {
  Judge NONE = (process, txn, replaced, after) -> {};

  /** {@code replaced} is what stood under the keys that were written. */
  void landed(Optional<Incarnation> process, Txn txn, Map<String, Entry> replaced, EtcdModel after);

  /** The process sends it; nothing is known yet of whether it arrives. */
  default void sent(Incarnation process, Txn txn, EtcdModel now) {}

  /** The process is told what has become of what it sent. */
  default void told(Incarnation process, Txn txn, Outcome.Kind outcome) {}

  /** A lease has ended, by its time or by a word. */
  default void ended(EtcdModel after) {}

  /** What the process has asked for, or the answer, is lost or late. */
  default void troubled(Incarnation process) {}

  /** The process has given up its own lease for good, and etcd knows. */
  default void resigned(Incarnation process) {}
}
