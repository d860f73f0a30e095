package viking.api.setting;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import viking.api.http.Refusal;
import viking.api.stack.Present;
import viking.core.codec.ReleaseCodec;
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
 * What the store holds of one stack's settings, at one revision, and of all that is made of them.
 */
record Held(long revision, Present present) {
  private static final ReleaseCodec RELEASES = new ReleaseCodec();

  /** Variables alone, and the release that has them. */
  static List<Range> rangesOfEnv(String stack) {
    return List.of(Range.key(Keys.stack(stack)), Range.prefix(Keys.ofStack(KeySpace.ENV, stack)));
  }

  /** For a change. */
  static List<Range> ranges(String stack) {
    return Present.ranges(stack);
  }

  /** The same with the secrets of all stacks, which tell what key the cluster uses. */
  static List<Range> rangesWithAllSecrets(String stack) {
    Range own = Range.prefix(Keys.ofStack(KeySpace.SECRET, stack));
    Range all = Range.prefix(KeySpace.SECRET.prefix());
    return Present.ranges(stack).stream().map(each -> each.equals(own) ? all : each).toList();
  }

  static Held of(String stack, Snapshot snapshot) {
    return new Held(snapshot.revision(), Present.of(stack, snapshot));
  }

  String stack() {
    return present.stack();
  }

  Optional<Entry> current() {
    return present.current();
  }

  Map<String, Entry> env() {
    return present.env();
  }

  Map<String, Entry> secrets() {
    return present.secrets();
  }

  /** What the stack runs; refused where nobody can read it. */
  Optional<Release> release() {
    try {
      return current().map(Entry::value).map(RELEASES::read);
    } catch (BadInput e) {
      throw Refusal.conflict(
          stack() + "'s release in etcd cannot be read, deploy it again: " + e.getMessage());
    }
  }

  Map<String, String> values() {
    return present.variables();
  }

  Map<String, Long> versions() {
    return present.versions();
  }

  /** The nodes of the current release that are given a secret, by its name. */
  Map<String, Set<String>> users() {
    return users(release());
  }

  /** The nodes of a release that are given a secret, by its name. */
  static Map<String, Set<String>> users(Optional<Release> release) {
    Map<String, ImmutableSortedSet.Builder<String>> all = new TreeMap<>();
    Map<String, Node> nodes = release.map(r -> r.stack().nodes()).orElse(ImmutableMap.of());
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
    for (Entry entry : present.releases().values()) {
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

  static Optional<Sealed> closed(Entry entry) {
    try {
      return Optional.of(Sealed.parse(entry.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private static Optional<Release> parsed(Entry entry) {
    try {
      return Optional.of(RELEASES.read(entry.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }
}
