package viking.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import viking.api.http.Answer;
import viking.core.state.ClusterState;
import viking.core.store.Entry;
import viking.core.store.Snapshot;

/**
 * What the store held at one revision, with the answers that have been made of it, so that who asks
 * the same at the same time gets the same. Only on the worker.
 */
final class Reading {
  private final Snapshot snapshot;
  private final ClusterState state = new ClusterState();
  private final Map<String, Answer> answers = new HashMap<>();

  Reading(Snapshot snapshot) {
    this.snapshot = snapshot;
    state.reset(snapshot);
  }

  ClusterState state() {
    return state;
  }

  /** The entry of a key, or none, as a list. */
  List<Entry> entry(String key) {
    return snapshot.find(key).stream().toList();
  }

  /** A key's modified revision; 0 where it is not there. */
  long modified(String key) {
    return snapshot.find(key).map(Entry::modified).orElse(0L);
  }

  Answer once(String question, Supplier<Answer> making) {
    Answer known = answers.get(question);
    if (known == null) {
      known = making.get();
      answers.put(question, known);
    }
    return known;
  }
}
