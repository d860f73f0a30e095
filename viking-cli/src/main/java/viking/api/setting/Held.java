package viking.api.setting;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import viking.api.http.Refusal;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Secret;
import viking.core.secret.Sealed;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/**
 * What the store holds of one stack's settings, at one revision.
 *
 * @param good the release that a failed one falls back on; 0 where there is none
 */
record Held(
    String stack,
    long revision,
    Optional<Entry> current,
    int good,
    Map<String, Entry> env,
    Map<String, Entry> secrets,
    List<Entry> releases) {
  private static final ReleaseCodec RELEASES = new ReleaseCodec();
  private static final RolloutCodec ROLLOUTS = new RolloutCodec();

  Held {
    env = ImmutableSortedMap.copyOf(env);
    secrets = ImmutableSortedMap.copyOf(secrets);
    releases = ImmutableList.copyOf(releases);
  }

  /** For a change. */
  static List<Range> ranges(String stack) {
    return ImmutableList.<Range>builder()
        .addAll(rangesWithoutSecrets(stack))
        .add(Range.prefix(Keys.ofStack(KeySpace.SECRET, stack)))
        .build();
  }

  /** The same with the secrets of all stacks, which tell what key the cluster uses. */
  static List<Range> rangesWithAllSecrets(String stack) {
    return ImmutableList.<Range>builder()
        .addAll(rangesWithoutSecrets(stack))
        .add(Range.prefix(KeySpace.SECRET.prefix()))
        .build();
  }

  private static List<Range> rangesWithoutSecrets(String stack) {
    return List.of(
        Range.key(Keys.stack(stack)),
        Range.key(Keys.rollout(stack)),
        Range.prefix(Keys.ofStack(KeySpace.ENV, stack)));
  }

  /** The same with all that was, which tells who set what. */
  static List<Range> rangesWithHistory(String stack) {
    return ImmutableList.<Range>builder()
        .addAll(ranges(stack))
        .add(Range.prefix(Keys.ofStack(KeySpace.RELEASE, stack)))
        .build();
  }

  static Held of(String stack, Snapshot snapshot) {
    return new Held(
        stack,
        snapshot.revision(),
        snapshot.find(Keys.stack(stack)),
        snapshot.find(Keys.rollout(stack)).map(Held::good).orElse(0),
        named(snapshot, Keys.ofStack(KeySpace.ENV, stack)),
        named(snapshot, Keys.ofStack(KeySpace.SECRET, stack)),
        snapshot.entries().stream()
            .filter(entry -> entry.key().startsWith(Keys.ofStack(KeySpace.RELEASE, stack)))
            .toList());
  }

  /** What the stack runs; refused where nobody can read it. */
  Optional<Release> release() {
    try {
      return current.map(Entry::value).map(RELEASES::read);
    } catch (BadInput e) {
      throw Refusal.conflict(
          stack + "'s release in etcd cannot be read, deploy it again: " + e.getMessage());
    }
  }

  Map<String, String> values() {
    ImmutableSortedMap.Builder<String, String> all = ImmutableSortedMap.naturalOrder();
    env.forEach((name, entry) -> all.put(name, entry.value()));
    return all.buildOrThrow();
  }

  /** By name; what nobody sealed has none. */
  Map<String, Long> versions() {
    ImmutableSortedMap.Builder<String, Long> all = ImmutableSortedMap.naturalOrder();
    secrets.forEach(
        (name, entry) -> sealed(entry).ifPresent(known -> all.put(name, known.version())));
    return all.buildOrThrow();
  }

  /** The nodes of the current release that are given a secret, by its name. */
  Map<String, Set<String>> users() {
    Map<String, ImmutableSortedSet.Builder<String>> all = new TreeMap<>();
    Map<String, Node> nodes = release().map(r -> r.stack().nodes()).orElse(ImmutableMap.of());
    nodes.forEach(
        (name, node) ->
            node.job().stream()
                .flatMap(job -> job.container().secrets().stream())
                .map(Secret::name)
                .forEach(
                    secret ->
                        all.computeIfAbsent(secret, s -> ImmutableSortedSet.naturalOrder())
                            .add(name)));
    ImmutableSortedMap.Builder<String, Set<String>> built = ImmutableSortedMap.naturalOrder();
    all.forEach((secret, users) -> built.put(secret, users.build()));
    return built.buildOrThrow();
  }

  /** The first release that had a secret's version, if it is still remembered. */
  Optional<Release> firstWith(String secret, long version) {
    Optional<Release> first = Optional.empty();
    for (Entry entry : releases) {
      Optional<Release> had =
          parsed(entry)
              .filter(r -> r.cause() == Release.Cause.SECRET)
              .filter(r -> Long.valueOf(version).equals(r.secrets().get(secret)));
      if (had.isPresent() && first.filter(f -> f.number() < had.get().number()).isEmpty()) {
        first = had;
      }
    }
    return first;
  }

  static Optional<Sealed> sealed(Entry entry) {
    try {
      return Optional.of(Sealed.parse(entry.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private static int good(Entry rollout) {
    try {
      return ROLLOUTS.read(rollout.value()).good();
    } catch (BadInput e) {
      return 0;
    }
  }

  private static Optional<Release> parsed(Entry entry) {
    try {
      return Optional.of(RELEASES.read(entry.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private static Map<String, Entry> named(Snapshot snapshot, String prefix) {
    Map<String, Entry> all = new TreeMap<>();
    for (Entry entry : snapshot.entries()) {
      if (entry.key().startsWith(prefix)) {
        try {
          all.put(Key.parse(entry.key()).segment(1), entry);
        } catch (BadInput e) {
          // Somebody has put what cannot be a name; it is nobody's setting.
        }
      }
    }
    return all;
  }
}
