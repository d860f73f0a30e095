package viking.slave.image;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.codec.JobCodec;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.store.Entry;

/**
 * What the store needs images for: every job, and of every stack the current release, the three
 * before it, and the last that was good. By reference, with who needs it.
 */
public final class Needs {
  private static final int RELEASES_BEFORE = 3;
  private static final JobCodec JOBS = new JobCodec();
  private static final ReleaseCodec RELEASES = new ReleaseCodec();
  private static final RolloutCodec ROLLOUTS = new RolloutCodec();

  private final SortedMap<String, Set<String>> users = new TreeMap<>();

  private Needs() {}

  /** The keys of earlier releases that have to be read as well. */
  static Set<String> earlier(Collection<Entry> entries) {
    ImmutableSortedSet.Builder<String> keys = ImmutableSortedSet.naturalOrder();
    for (Entry entry : entries) {
      Key key = Key.parse(entry.key());
      if (key.space() == KeySpace.STACK) {
        release(entry)
            .ifPresent(
                now -> {
                  for (int n = now.number();
                      n >= Math.max(1, now.number() - RELEASES_BEFORE);
                      n--) {
                    keys.add(Keys.release(key.stack(), n));
                  }
                });
      } else if (key.space() == KeySpace.ROLLOUT) {
        rollout(entry)
            .filter(rollout -> rollout.good() > 0)
            .ifPresent(rollout -> keys.add(Keys.release(key.stack(), rollout.good())));
      }
    }
    return keys.build();
  }

  /** Of jobs, stacks and releases; what does not parse needs nothing, since it runs nothing. */
  static Needs of(Collection<Entry> entries) {
    Needs needs = new Needs();
    for (Entry entry : entries) {
      Key key = Key.parse(entry.key());
      switch (key.space()) {
        case PROC -> image(entry).ifPresent(image -> needs.add(image, "job " + key.job()));
        case STACK, RELEASE -> release(entry).ifPresent(needs::add);
        default -> {
          // Names no image.
        }
      }
    }
    return needs;
  }

  private void add(Release release) {
    release
        .images()
        .values()
        .forEach(image -> add(image, "release " + release.number() + " of " + release.name()));
  }

  private void add(String image, String user) {
    users.computeIfAbsent(image, none -> new TreeSet<>()).add(user);
  }

  /** Such as {@code release 7 of ragnar}; none for what nobody needs. */
  public List<String> users(String reference) {
    return List.copyOf(users.getOrDefault(reference, Set.of()));
  }

  private static Optional<Release> release(Entry entry) {
    try {
      return Optional.of(RELEASES.read(entry.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private static Optional<Rollout> rollout(Entry entry) {
    try {
      return Optional.of(ROLLOUTS.read(entry.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private static Optional<String> image(Entry entry) {
    try {
      return Optional.of(JOBS.read(entry.value()).image());
    } catch (BadInput e) {
      return Optional.empty();
    }
  }
}
