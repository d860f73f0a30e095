package viking.api.stack;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import viking.api.http.Refusal;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.codec.RouteCodec;
import viking.core.codec.Suggestion;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Rollout;
import viking.core.model.Route;
import viking.core.secret.Sealed;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/**
 * What the store holds, at one revision, of all that a release is made of.
 *
 * @param current the value of {@code /stack}
 * @param routes of all stacks, by domain
 */
public record Present(
    String stack,
    Optional<Entry> current,
    Optional<Entry> rolling,
    Map<Integer, Entry> releases,
    Map<String, Entry> scales,
    Map<String, Entry> env,
    Map<String, Entry> secrets,
    Map<String, Entry> routes) {
  private static final ReleaseCodec RELEASES = new ReleaseCodec();
  private static final RouteCodec ROUTES = new RouteCodec();
  private static final RolloutCodec ROLLOUTS = new RolloutCodec();

  public Present {
    releases = ImmutableSortedMap.copyOf(releases);
    scales = ImmutableSortedMap.copyOf(scales);
    env = ImmutableSortedMap.copyOf(env);
    secrets = ImmutableSortedMap.copyOf(secrets);
    routes = ImmutableSortedMap.copyOf(routes);
  }

  public static List<Range> ranges(String stack) {
    return List.of(
        Range.key(Keys.stack(stack)),
        Range.key(Keys.rollout(stack)),
        Range.prefix(Keys.ofStack(KeySpace.RELEASE, stack)),
        Range.prefix(Keys.ofStack(KeySpace.SCALE, stack)),
        Range.prefix(Keys.ofStack(KeySpace.ENV, stack)),
        Range.prefix(Keys.ofStack(KeySpace.SECRET, stack)),
        Range.prefix(KeySpace.ROUTE.prefix()));
  }

  public static Present of(String stack, Snapshot snapshot) {
    return new Present(
        stack,
        snapshot.find(Keys.stack(stack)),
        snapshot.find(Keys.rollout(stack)),
        named(snapshot, Keys.ofStack(KeySpace.RELEASE, stack), key -> number(key.segment(1))),
        named(snapshot, Keys.ofStack(KeySpace.SCALE, stack), key -> key.segment(1)),
        named(snapshot, Keys.ofStack(KeySpace.ENV, stack), key -> key.segment(1)),
        named(snapshot, Keys.ofStack(KeySpace.SECRET, stack), key -> key.segment(1)),
        named(snapshot, KeySpace.ROUTE.prefix(), key -> key.segment(0)));
  }

  /** What is to run; empty where there is nothing, or nothing that can be read. */
  public Optional<Release> release() {
    return current.flatMap(Present::parsed);
  }

  /** The present release, without which there is nothing to change. */
  Release deployed() {
    return release()
        .orElseThrow(
            () ->
                current.isEmpty()
                    ? Refusal.notFound("there is no stack '" + stack + "'; deploy it first")
                    : Refusal.conflict(
                        Keys.stack(stack) + " cannot be read by this viking; deploy it again"));
  }

  /** What is said of a node that the present release does not have. */
  Refusal lacks(String node) {
    return Refusal.notFound(
        "there is no node '"
            + node
            + "' in "
            + stack
            + Suggestion.of(node, deployed().stack().nodes().keySet())
                .map(near -> ", did you mean '" + near + "'?")
                .orElse(""));
  }

  /** A release there has been; empty where it is not kept, or cannot be read. */
  Optional<Release> release(int number) {
    return Optional.ofNullable(releases.get(number)).flatMap(Present::parsed);
  }

  Optional<Rollout> rollout() {
    try {
      return rolling.map(Entry::value).map(ROLLOUTS::read);
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  /** What is put back should the present release, or one that follows it now, fail. */
  public Optional<Release> fallback() {
    return release()
        .flatMap(
            now ->
                rollout()
                    .filter(known -> known.release() <= now.number())
                    .map(
                        known ->
                            known.release() == now.number()
                                ? known
                                : known.followedBy(now.number())))
        .filter(rollout -> !rollout.through())
        .flatMap(rollout -> release(rollout.good()));
  }

  /** The revision of the present release, by which it is compared; 0 where there is none. */
  long revision() {
    return current.map(Entry::modified).orElse(0L);
  }

  /**
   * The number of the release that is made next: none that is known has it. Of a stack that has
   * been removed the rollout is there until all its jobs are gone.
   */
  int next() {
    int last = releases.keySet().stream().max(Integer::compare).orElse(0);
    int current = release().map(Release::number).orElse(0);
    int rolled = rollout().map(Rollout::release).orElse(0);
    return Math.max(Math.max(last, current), rolled) + 1;
  }

  public Map<String, String> variables() {
    Map<String, String> all = new TreeMap<>();
    env.forEach((name, entry) -> all.put(name, entry.value()));
    return all;
  }

  /** Of what was not set by viking nobody knows a version; who needs it is told when it is used. */
  public Map<String, Long> versions() {
    Map<String, Long> all = new TreeMap<>();
    secrets.forEach(
        (name, entry) -> {
          try {
            all.put(name, Sealed.parse(entry.value()).version());
          } catch (BadInput e) {
            all.put(name, entry.modified());
          }
        });
    return all;
  }

  /** How many instances are wanted of a node, if the file says so many. */
  int count(String node, int written) {
    return Optional.ofNullable(scales.get(node)).flatMap(Present::count).orElse(written);
  }

  /** Who owns a domain; of what cannot be read it is only known that somebody does. */
  Optional<Route> owner(String domain) {
    try {
      return Optional.ofNullable(routes.get(domain)).map(Entry::value).map(ROUTES::read);
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  NodeId id(String node) {
    return new NodeId(stack, node);
  }

  static Optional<Release> parsed(Entry entry) {
    try {
      return Optional.of(RELEASES.read(entry.value()));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> count(Entry entry) {
    return entry.value().matches("[0-9]{1,9}")
        ? Optional.of(Integer.valueOf(entry.value()))
        : Optional.empty();
  }

  private static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new BadInput("'" + text + "' is no number", e);
    }
  }

  private static <K extends Comparable<K>> Map<K, Entry> named(
      Snapshot snapshot, String prefix, Function<Key, K> name) {
    Map<K, Entry> all = new TreeMap<>();
    for (Entry entry : snapshot.entries()) {
      if (entry.key().startsWith(prefix)) {
        try {
          all.put(name.apply(Key.parse(entry.key())), entry);
        } catch (BadInput e) {
          // Somebody has put what means nothing.
        }
      }
    }
    return all;
  }
}
