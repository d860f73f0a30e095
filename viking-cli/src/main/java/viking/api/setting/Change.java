package viking.api.setting;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import viking.api.stack.NewRelease;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.store.Compare;
import viking.core.store.GuardedWrites;
import viking.core.store.Txn;

/**
 * What is to be written for an order, and what is said when it has been. Without writes nothing is
 * to be changed.
 *
 * @param release the number of the release that it makes, if it makes one
 */
record Change(Txn txn, OptionalInt release, String done) {
  static Change none(String why) {
    return new Change(new Txn(List.of(), List.of()), OptionalInt.empty(), why);
  }

  /** A change in the making: its keys, and perhaps a release. */
  static final class Draft {
    private final Held held;
    private final GuardedWrites writes = new GuardedWrites();
    private OptionalInt release = OptionalInt.empty();

    /** The release that it was made against must still be the one. */
    Draft(Held held) {
      this.held = held;
      String key = Keys.stack(held.stack());
      writes.when(
          held.current()
              .map(entry -> Compare.modified(key, entry.modified()))
              .orElseGet(() -> Compare.absent(key)));
    }

    void put(String key, String value, long modified) {
      writes.put(key, value, modified);
    }

    void delete(String key, long modified) {
      writes.delete(key, modified);
    }

    /** The next release: the same but for its settings. */
    void release(
        Cause cause, String by, String at, Map<String, String> env, Map<String, Long> secrets) {
      Release next =
          NewRelease.same(held.present(), cause, by, at).withEnv(env).withSecrets(secrets);
      NewRelease.along(held.present(), next, writes);
      release = OptionalInt.of(next.number());
    }

    boolean isEmpty() {
      return writes.isEmpty();
    }

    Change done(String what) {
      String where =
          release.isPresent()
              ? "release " + release.getAsInt() + " of " + held.stack() + ": "
              : held.stack() + ": ";
      return new Change(writes.txn(), release, where + what);
    }
  }
}
