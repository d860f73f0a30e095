package viking.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.store.Entry;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** What must hold of releases: each is written once, and one of them runs, word for word. */
final class ReleaseLaws {
  private final Map<String, Integer> highest = new HashMap<>();

  /** The store holds other data now: what went before counts for nothing. */
  void forget() {
    highest.clear();
  }

  /** A release is written once, and its number is never used again while the stack lives. */
  void release(Key key, Write write, Optional<Entry> before) {
    if (write.kind() == Write.Kind.DELETE) {
      return;
    }
    if (before.isPresent()) {
      throw new Broken(write.key() + " is written twice");
    }
    Integer last = highest.put(key.stack(), key.number());
    if (last != null && last >= key.number()) {
      throw new Broken(write.key() + " comes after release " + last);
    }
  }

  void gone(String stack) {
    highest.remove(stack);
  }

  /** What runs is one of the releases, word for word. */
  void whole(String stack, EtcdModel after) {
    Optional<Entry> current = after.find(Keys.stack(stack));
    if (current.isEmpty()) {
      return;
    }
    Release release = new ReleaseCodec().read(current.get().value());
    boolean same =
        after
            .find(Keys.release(stack, release.number()))
            .filter(entry -> entry.value().equals(current.get().value()))
            .isPresent();
    if (!same) {
      throw new Broken("/stack/" + stack + " is not its release " + release.number());
    }
  }

  /** A release by the leader repeats an earlier one, and undoes no undoing. */
  void undone(Write write, Optional<Entry> before, StackImage image) {
    ReleaseCodec codec = new ReleaseCodec();
    Release next = codec.read(write.value());
    if (before.isEmpty()) {
      throw new Broken(write.key() + " is put by the leader where there was none");
    }
    Release failed = codec.read(before.get().value());
    Optional<Release> good =
        image.store().find(Keys.release(next.name(), next.of())).map(e -> codec.read(e.value()));
    boolean repeats =
        next.cause() == Release.Cause.ROLLBACK
            && good.filter(of -> of.stack().equals(next.stack())).isPresent()
            && good.filter(of -> of.env().equals(next.env())).isPresent()
            && good.filter(of -> of.restarts().equals(next.restarts())).isPresent();
    if (!repeats) {
      throw new Broken("release " + next.number() + " of the leader's repeats none: " + next);
    }
    if (failed.cause() == Release.Cause.ROLLBACK && failed.by().equals(next.by())) {
      throw new Broken("release " + failed.number() + " was an undoing, and is undone");
    }
  }

  void rollout(Key key, Write write, StackImage image) {
    int number = new RolloutCodec().read(write.value()).release();
    if (image.release(key.stack()).filter(release -> release.number() == number).isEmpty()) {
      throw new Broken(write.key() + " tells of release " + number + ", which is not the current");
    }
  }
}
