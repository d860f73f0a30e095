package viking.api.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.store.Entry;

/**
 * Variables that are to be set and unset. Every job carries all of its stack's, so that there is an
 * end to how many and how long.
 */
record EnvChange(Map<String, String> set, Set<String> unset, String by) {
  private static final int MOST_AT_ONCE = 50;
  private static final int MOST_NAMES = 1000;
  private static final int LONGEST_VALUE = 32 << 10;
  private static final int MOST_OF_ALL = 256 << 10;
  private static final String OURS = "VIKING_";

  static EnvChange of(Asked asked) {
    Map<String, String> set = new TreeMap<>(asked.map("set"));
    Set<String> unset = new TreeSet<>(asked.list("unset"));
    set.forEach(EnvChange::check);
    unset.forEach(name -> Grammar.VARIABLE.check("env", name));
    unset.stream()
        .filter(set::containsKey)
        .findFirst()
        .ifPresent(
            name -> {
              throw new BadInput("env " + name + " is to be set and unset");
            });
    if (set.size() + unset.size() > MOST_AT_ONCE) {
      throw new BadInput("no more than " + MOST_AT_ONCE + " variables can be changed at once");
    }
    if (set.isEmpty() && unset.isEmpty()) {
      throw new BadInput("nothing is to be set or unset");
    }
    return new EnvChange(set, unset, asked.by());
  }

  Change on(Held held, String at) {
    Map<String, String> after = new TreeMap<>(held.values());
    Change.Draft draft = new Change.Draft(held);
    List<String> what = new ArrayList<>();
    set.forEach(
        (name, value) -> {
          Optional<Entry> before = Optional.ofNullable(held.env().get(name));
          if (before.filter(entry -> entry.value().equals(value)).isEmpty()) {
            String key = Keys.env(held.stack(), name);
            draft.put(key, value, before.map(Entry::modified).orElse(0L));
            what.add(name + " is set");
          }
        });
    after.putAll(set);
    for (String name : unset) {
      if (after.remove(name) != null) {
        draft.delete(Keys.env(held.stack(), name), held.env().get(name).modified());
        what.add(name + " is unset");
      }
    }
    checkAll(held.stack(), after);
    Optional<Release> now = held.release();
    if (now.filter(release -> !release.env().equals(after)).isPresent()) {
      draft.release(Cause.ENV, by, at, after, held.versions());
    }
    return draft.isEmpty()
        ? Change.none(
            "nothing changes: "
                + (set.isEmpty()
                    ? noneSet(held.stack())
                    : "the env of " + held.stack() + " is so already"))
        : draft.done(
            (what.isEmpty() ? "env as it stands" : String.join(", ", what))
                + (now.isEmpty() ? "; it is not deployed yet" : ""));
  }

  private String noneSet(String stack) {
    return "no "
        + String.join(", ", unset)
        + " is set for "
        + stack
        + "; what its stack file says of it stays";
  }

  private static void check(String name, String value) {
    Grammar.VARIABLE.check("env", name);
    if (name.startsWith(OURS)) {
      throw new BadInput("env " + name + ": what begins with " + OURS + " is viking's own");
    }
    if (value.indexOf('\0') >= 0) {
      throw new BadInput("env " + name + " holds a zero byte, which no variable can");
    }
    if (value.length() > LONGEST_VALUE) {
      throw new BadInput(
          "env "
              + name
              + " is longer than "
              + LONGEST_VALUE
              + " characters: put it into the image or a volume");
    }
  }

  private static void checkAll(String stack, Map<String, String> after) {
    int size = 0;
    for (Map.Entry<String, String> each : after.entrySet()) {
      size += each.getKey().length() + each.getValue().length();
    }
    if (after.size() > MOST_NAMES || size > MOST_OF_ALL) {
      throw new BadInput(
          "the env of "
              + stack
              + " would be "
              + after.size()
              + " variables of "
              + size
              + " characters; there is room for "
              + MOST_NAMES
              + " of "
              + MOST_OF_ALL
              + " together");
    }
  }
}
