package viking.slave.image;

import com.google.common.collect.Iterables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.codec.HostCodec;
import viking.core.codec.ImageCodec;
import viking.core.codec.ReleaseCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Host;
import viking.core.model.Image;
import viking.core.model.ImageRef;
import viking.core.model.Release;
import viking.core.state.Versioned;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Outcome;
import viking.core.store.Range;
import viking.core.store.Snapshot;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;

/**
 * What the store says of images, and of the hosts that may hold them. Every call blocks; a store
 * that does not answer is an {@link ImageProblem}.
 */
public final class Catalogue {
  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int KEYS_AT_ONCE = 64;
  private static final ImageCodec CODEC = new ImageCodec();
  private static final ReleaseCodec RELEASES = new ReleaseCodec();

  private final Store store;

  public Catalogue(Store store) {
    this.store = store;
  }

  public Optional<Versioned<Image>> find(ImageRef image) {
    return read(Range.key(Keys.image(image))).entries().stream()
        .map(entry -> Versioned.of(image(entry), entry))
        .findFirst();
  }

  private static Image image(Entry entry) {
    try {
      return CODEC.read(entry.value());
    } catch (BadInput e) {
      throw new ImageProblem(
          entry.key()
              + " cannot be read ("
              + e.getMessage()
              + "): put it right, or delete it and deploy again",
          e);
    }
  }

  /** The images of one name, by tag. */
  public SortedMap<String, Versioned<Image>> tags(String stack, String image) {
    SortedMap<String, Versioned<Image>> all = new TreeMap<>();
    String prefix = Keys.ofStack(KeySpace.IMAGE, stack) + image + "/";
    for (Entry entry : read(Range.prefix(prefix)).entries()) {
      parsed(entry, () -> CODEC.read(entry.value()))
          .ifPresent(value -> all.put(Key.parse(entry.key()).image().tag(), value));
    }
    return all;
  }

  /** What a stack runs now; nothing where that cannot be read: it is deployed anew then. */
  public Optional<Release> release(String stack) {
    return read(Range.key(Keys.stack(stack))).entries().stream()
        .flatMap(entry -> parsed(entry, () -> RELEASES.read(entry.value())).stream())
        .map(Versioned::value)
        .findFirst();
  }

  /** The hosts that live, and those of them that take no new jobs. */
  public Hosts hosts() {
    List<Host> live = new ArrayList<>();
    List<String> cordoned = new ArrayList<>();
    Snapshot snapshot =
        read(Range.prefix(KeySpace.HOST.prefix()), Range.prefix(KeySpace.CORDON.prefix()));
    for (Entry entry : snapshot.entries()) {
      if (KeySpace.CORDON.prefix().equals(prefix(entry))) {
        cordoned.add(Key.parse(entry.key()).hostname());
      } else {
        parsed(entry, () -> HostCodec.read(Key.parse(entry.key()).hostname(), entry.value()))
            .map(Versioned::value)
            .ifPresent(live::add);
      }
    }
    return new Hosts(live, cordoned);
  }

  /** Everything in the imagebank. */
  public SortedMap<ImageRef, Versioned<Image>> all() {
    SortedMap<ImageRef, Versioned<Image>> all =
        new TreeMap<>(Comparator.comparing(ImageRef::toString));
    for (Entry entry : read(Range.prefix(KeySpace.IMAGE.prefix())).entries()) {
      parsed(entry, () -> CODEC.read(entry.value()))
          .ifPresent(value -> all.put(Key.parse(entry.key()).image(), value));
    }
    return all;
  }

  /** What images are needed for at present. */
  public Needs needs() {
    List<Entry> all =
        new ArrayList<>(
            read(
                    Range.prefix(KeySpace.PROC.prefix()),
                    Range.prefix(KeySpace.STACK.prefix()),
                    Range.prefix(KeySpace.ROLLOUT.prefix()))
                .entries());
    for (List<String> keys : Iterables.partition(Needs.earlier(all), KEYS_AT_ONCE)) {
      all.addAll(read(keys.stream().map(Range::key).toArray(Range[]::new)).entries());
    }
    return Needs.of(all);
  }

  /** Takes a key away if it is as it was read; false where it is not. */
  public boolean delete(ImageRef ref, long modified) {
    String key = Keys.image(ref);
    return commit(
        List.of(Compare.modified(key, modified)), List.of(Write.delete(key)), "forgetting " + ref);
  }

  /**
   * Puts a key as it is, so that who means to take it away sees that it is of use again; false
   * where it is gone.
   */
  public boolean touch(ImageRef ref) {
    Optional<Versioned<Image>> known = find(ref);
    while (known.isPresent() && !replace(ref, known.get().modified(), known.get().value())) {
      known = find(ref);
    }
    return known.isPresent();
  }

  /** Writes what is not there yet; false where something is. */
  public boolean add(ImageRef ref, Image image) {
    String key = Keys.image(ref);
    return commit(
        List.of(Compare.absent(key)), List.of(Write.put(key, CODEC.write(image))), "noting " + ref);
  }

  /** Writes where nothing has changed since it was read; false where something has. */
  public boolean replace(ImageRef ref, long modified, Image image) {
    String key = Keys.image(ref);
    return commit(
        List.of(Compare.modified(key, modified)),
        List.of(Write.put(key, CODEC.write(image))),
        "noting " + ref);
  }

  /** Puts any value where the key is as it was read. */
  public boolean put(String key, long modified, String value) {
    return commit(
        List.of(Compare.modified(key, modified)), List.of(Write.put(key, value)), "putting " + key);
  }

  /** Takes any key away that is as it was read. */
  public boolean drop(String key, long modified) {
    return commit(
        List.of(Compare.modified(key, modified)), List.of(Write.delete(key)), "deleting " + key);
  }

  private boolean commit(List<Compare> compares, List<Write> writes, String what) {
    Outcome outcome = await(store.commit(new Txn(compares, writes)));
    return switch (outcome.kind()) {
      case APPLIED -> true;
      case REFUSED -> false;
      case FAILED, UNKNOWN ->
          throw new ImageProblem(what + " failed in etcd: " + outcome.problem());
    };
  }

  /** Some ranges, all at one revision; without keys that mean nothing, which anybody can put. */
  public Snapshot read(Range... ranges) {
    Snapshot found = await(store.read(List.of(ranges)));
    return new Snapshot(
        found.revision(), found.entries().stream().filter(Catalogue::isKey).toList());
  }

  private static boolean isKey(Entry entry) {
    try {
      Key unused = Key.parse(entry.key());
      return true;
    } catch (BadInput e) {
      LOG.debug("{} is no key of viking's", entry.key(), e);
      return false;
    }
  }

  private static String prefix(Entry entry) {
    return entry.key().substring(0, entry.key().indexOf('/', 1) + 1);
  }

  /** Somebody's value that does not parse is no reason to know nothing of the others. */
  private static <T> Optional<Versioned<T>> parsed(
      Entry entry, java.util.function.Supplier<T> reading) {
    try {
      return Optional.of(Versioned.of(reading.get(), entry));
    } catch (BadInput e) {
      LOG.debug("{} does not parse", entry.key(), e);
      return Optional.empty();
    }
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageProblem("interrupted", e);
    } catch (ExecutionException e) {
      throw new ImageProblem("etcd does not answer: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new ImageProblem("etcd does not answer", e);
    }
  }

  /** Hosts in the order of their names. */
  public record Hosts(List<Host> live, List<String> cordoned) {
    public Hosts {
      live = List.copyOf(live);
      cordoned = List.copyOf(cordoned);
    }

    Optional<Host> named(String name) {
      return live.stream().filter(host -> host.name().equals(name)).findFirst();
    }
  }
}
