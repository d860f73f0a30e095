package viking.api.setting;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import viking.api.http.Refusal;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.secret.Sealed;
import viking.core.secret.SecretBox;
import viking.core.store.Entry;

/**
 * A secret that is to be set or removed; with force it is set although the cluster's secrets were
 * set with another key than this host's.
 */
final class SecretChange {
  private static final int MOST_NAMES = 1000;
  private static final int LONGEST_VALUE = 64 << 10;

  private final String name;
  private final byte[] value;
  private final boolean force;
  private final String by;

  private SecretChange(String name, byte[] value, boolean force, String by) {
    this.name = Grammar.VARIABLE.check("secret", name);
    this.value = value;
    this.force = force;
    this.by = by;
  }

  static SecretChange of(String name, Asked asked) {
    byte[] value =
        decoded(asked.text("value").orElseThrow(() -> new BadInput("'value' is missing")));
    if (value.length == 0) {
      throw new BadInput("secret " + name + " would be empty; 'viking secret rm' removes one");
    }
    if (value.length > LONGEST_VALUE) {
      throw new BadInput(
          "secret " + name + " has " + value.length + " bytes; there is room for " + LONGEST_VALUE);
    }
    return new SecretChange(name, value, asked.flag("force"), asked.by());
  }

  /** {@code others} are secrets by which the cluster's key can be told, of any stack. */
  Change on(Held held, Iterable<Entry> others, SecretBox box, String at) {
    String key = Keys.secret(held.stack(), name);
    Optional<Entry> before = Optional.ofNullable(held.secrets().get(name));
    if (!force) {
      checkKey(others, box);
    }
    Map<String, Long> versions = new TreeMap<>(held.versions());
    Change.Draft draft = new Change.Draft(held);
    if (before.filter(entry -> same(key, entry, box)).isEmpty()) {
      // Nobody has had it, and the key will be modified no earlier.
      long version = held.revision() + 1;
      draft.put(key, box.seal(key, version, value), before.map(Entry::modified).orElse(0L));
      versions.put(name, version);
    }
    if (versions.size() > MOST_NAMES) {
      throw new BadInput(held.stack() + " has " + MOST_NAMES + " secrets, and no room for more");
    }
    Optional<Release> now = held.release();
    Set<String> users = held.users().getOrDefault(name, Set.of());
    boolean concerned =
        now.filter(r -> !versions.get(name).equals(r.secrets().get(name))).isPresent();
    if (concerned && !users.isEmpty()) {
      draft.release(Cause.SECRET, by, at, now.get().env(), versions);
    }
    if (draft.isEmpty()) {
      return Change.none(
          "nothing changes: secret " + name + " of " + held.stack() + " is so already");
    }
    String what = "secret " + name + " is set";
    if (now.isEmpty()) {
      return draft.done(what + "; it is not deployed yet");
    }
    return draft.done(
        users.isEmpty()
            ? what + "; no node is given it yet ('secrets: [" + name + "]')"
            : what + ", for " + String.join(", ", users));
  }

  static Change removal(Held held, String name) {
    Grammar.VARIABLE.check("secret", name);
    Entry entry = held.secrets().get(name);
    if (entry == null) {
      throw Refusal.notFound(held.stack() + " has no secret " + name);
    }
    Set<String> users = held.users().getOrDefault(name, Set.of());
    if (!users.isEmpty()) {
      throw Refusal.conflict(
          "secret "
              + name
              + " is given to "
              + String.join(", ", users)
              + " of "
              + held.stack()
              + ": deploy the stack without it first");
    }
    held.present().fallback().ifPresent(former -> refuseWhileNeeded(held, former, name));
    Change.Draft draft = new Change.Draft(held);
    draft.delete(Keys.secret(held.stack(), name), entry.modified());
    return draft.done("secret " + name + " is removed");
  }

  /** What would be put back must find all that it needs. */
  private static void refuseWhileNeeded(Held held, Release former, String name) {
    Set<String> users = Held.users(Optional.of(former)).getOrDefault(name, Set.of());
    if (!users.isEmpty()) {
      throw Refusal.conflict(
          "secret "
              + name
              + " is given to "
              + String.join(", ", users)
              + " of release "
              + former.number()
              + ", which is put back should the present one fail: remove it when a later release of "
              + held.stack()
              + " is wholly ready");
    }
  }

  /** A host whose key is another one must not set what the others could not read. */
  private static void checkKey(Iterable<Entry> others, SecretBox box) {
    for (Entry entry : others) {
      Optional<Sealed> foreign = Held.closed(entry).filter(known -> !box.fits(known));
      if (foreign.isPresent()) {
        throw Refusal.conflict(
            box.wrongKey(foreign.get())
                + ", or ask such a host; where that key is lost for good, set every secret once"
                + " more with --force");
      }
    }
  }

  private boolean same(String key, Entry entry, SecretBox box) {
    try {
      boolean newest =
          Held.closed(entry).filter(known -> known.keyId().equals(box.keyId())).isPresent();
      return newest && MessageDigest.isEqual(box.open(key, entry.value()), value);
    } catch (BadInput e) {
      return false;
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new BadInput("'value' is not base64");
    }
  }
}
