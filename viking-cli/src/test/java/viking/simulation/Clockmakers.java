package viking.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.core.store.Write;

/** The people who are at a node's time and its jobs at the very moment when the clock runs it. */
final class Clockmakers {
  private static final String TAG = "cron.";

  private final SimStore store;
  private final Chance chance;
  private final Consumer<Txn> hand;
  private int version;

  Clockmakers(SimStore store, Chance chance, Consumer<Txn> hand) {
    this.store = store;
    this.chance = chance;
    this.hand = hand;
  }

  /** Whether any node has been run by the clock. */
  boolean haveWork() {
    return !store.model().read(List.of(Range.prefix(KeySpace.CRON.prefix()))).entries().isEmpty();
  }

  /** Something is done about what the transaction, which has not arrived yet, is about. */
  void meddle(Txn late) {
    Write time =
        late.writes().stream()
            .filter(write -> write.key().startsWith(KeySpace.CRON.prefix()))
            .findFirst()
            .orElseThrow();
    List<Write> deeds = new ArrayList<>();
    deeds.add(time);
    if (store.model().find(time.key()).isPresent()) {
      deeds.add(Write.delete(time.key()));
    }
    late.writes().stream()
        .filter(write -> write.key().startsWith(KeySpace.PROC.prefix()))
        .findFirst()
        .ifPresent(job -> deeds.add(Write.put(job.key(), value())));
    ended(Key.parse(time.key()).node()).ifPresent(id -> deeds.add(Write.put(id, value())));
    hand.accept(new Txn(List.of(), List.of(chance.of(deeds))));
  }

  /** A job of that node's that has ended and may be run once more. */
  private Optional<String> ended(NodeId node) {
    StackImage image = new StackImage(store.model());
    String prefix = KeySpace.PROC.prefix() + node + "/";
    return store.model().read(List.of(Range.prefix(prefix))).entries().stream()
        .map(Entry::key)
        .filter(
            key -> {
              JobId id = Key.parse(key).job();
              return id.tag().startsWith(TAG) && image.isFinal(id);
            })
        .findFirst();
  }

  /** Never the same twice: what ran once is not to run again as it was. */
  private String value() {
    String env = ",\"env\":{\"V\":\"hand" + ++version + "\"}}";
    return "{\"image\":\"once\",\"restart\":\"never\"" + env;
  }
}
