package viking.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.key.testing.RandomKeys;
import viking.core.model.testing.Draw;
import viking.core.store.Entry;
import viking.leader.testing.Hand;

/**
 * What a hand does to one key, and may undo.
 *
 * @param before what stood there, if anything did
 * @param garbage what stands there meanwhile; nothing where the key is deleted
 */
record Scribble(Hand hand, String key, Optional<String> before, Optional<String> garbage) {
  private static final int SHOWN = 2000;
  private static final Pattern CROWD = Pattern.compile("\"scale\":\\d{4,}");

  /**
   * Keys that nobody has put yet, near to what is there. None makes a host: jobs would be sent to
   * it, rightly lost with it, and a release whose migration is lost has failed.
   */
  private static final List<String> NEW =
      List.of(
          "/release/ragnar/2",
          "/release/ragnar/999999999",
          "/scale/ragnar/db",
          "/scale/ragnar/nightly",
          "/cron/ragnar/web",
          "/proc/ragnar/web/1.9",
          "/proc/ragnar/web/999999999.999999999",
          "/proc/ragnar/web/9.1.m999999999",
          "/proc/ragnar/nightly/cron",
          "/proc/ragnar/nightly/cron.20000101-0000",
          "/deploy/h1/ragnar/web/1.2",
          "/deploy/h9/ragnar/web/1.1",
          "/deploy/h1/ragnar/db/1.1",
          "/run/ragnar/web/7.7",
          "/status/ragnar/web/7.7",
          "/fixed/ragnar/web/1",
          "/cordon/h1",
          "/proc",
          "/proc/A/b/c",
          "/x",
          "/");

  /** Each space has its turn as often, however few keys it has. */
  static Scribble drawn(RagnarByHand ragnar, Draw draw) {
    List<Entry> there = ragnar.entries();
    String key = key(there, draw);
    Optional<String> before = ragnar.value(key);
    if (before.isPresent() && draw.oneIn(10)) {
      return new Scribble(ragnar.hand(), key, before, Optional.empty());
    }
    String model = before.orElseGet(() -> like(key, there, draw));
    String garbage = Garbage.insteadOf(model, draw);
    while (isCrowd(key, garbage)) {
      garbage = Garbage.insteadOf(model, draw);
    }
    return new Scribble(ragnar.hand(), key, before, Optional.of(garbage));
  }

  /** Of such a count thousands of jobs are made, as it says; they would take too long here. */
  private static boolean isCrowd(String key, String value) {
    return key.startsWith(KeySpace.SCALE.prefix())
        ? value.matches("\\d{4,}")
        : CROWD.matcher(value).find();
  }

  private static String key(List<Entry> there, Draw draw) {
    KeySpace space = draw.of(List.of(KeySpace.values()));
    List<String> keys = new ArrayList<>(of(space.prefix(), there).map(Entry::key).toList());
    NEW.stream().filter(each -> each.startsWith(space.prefix())).forEach(keys::add);
    return keys.isEmpty()
        ? draw.of(List.of(draw.of(NEW), RandomKeys.key(space, draw)))
        : draw.of(keys);
  }

  /** What another key of that space has, if there is one. */
  private static String like(String key, List<Entry> there, Draw draw) {
    String space = key.substring(0, key.indexOf('/', 1) + 1);
    List<Entry> alike = of(space, there).toList();
    return draw.of(alike.isEmpty() ? there : alike).value();
  }

  private static Stream<Entry> of(String prefix, List<Entry> there) {
    return there.stream().filter(each -> each.key().startsWith(prefix));
  }

  void write() {
    garbage.ifPresentOrElse(value -> hand.put(key, value), () -> hand.delete(key));
  }

  /** But nobody leads by what a hand writes. */
  void takeBack() {
    before
        .filter(value -> !key.equals(Keys.leader()))
        .ifPresentOrElse(value -> hand.put(key, value), () -> hand.delete(key));
  }

  /** Who is to lead, and whom, is said by no more than two keys. */
  boolean letsLead() {
    return !key.equals(Keys.cluster()) && !key.equals(Keys.leader());
  }

  boolean isOfTheClock() {
    return key.startsWith(KeySpace.CRON.prefix());
  }

  /** Something happens with the key as it is; whatever goes wrong then names both. */
  void then(String what, Runnable happens) {
    try {
      happens.run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("when " + what + ", " + this + ": " + e, e);
    }
  }

  @Override
  public String toString() {
    return "with "
        + key
        + garbage
            .map(value -> " = " + value.substring(0, Math.min(SHOWN, value.length())))
            .orElse(" deleted");
  }
}
