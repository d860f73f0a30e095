package viking.slave.image.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.codec.HostCodec;
import viking.core.codec.ImageCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.Image;
import viking.core.model.ImageRef;
import viking.core.model.Resources;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Store;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.MemoryEtcd;
import viking.slave.build.Workshop;
import viking.slave.image.Catalogue;
import viking.slave.image.ImageBank;
import viking.slave.image.ImageProblem;
import viking.slave.image.Peers;
import viking.slave.image.Unannounced;

/** Hosts with engines in memory, which know each other and one store. */
public final class ImageScene {
  public static final ImageBank.Patience SHORT =
      new ImageBank.Patience(Duration.ofSeconds(60), Duration.ofMillis(5));

  private final MemoryEtcd etcd = new MemoryEtcd();
  private final Store store = etcd.connect();
  private final Map<String, FakeImages> engines = new LinkedHashMap<>();
  private final Map<String, Unannounced> unannounced = new TreeMap<>();
  private final Set<String> down = new TreeSet<>();
  private final Map<String, SavedTar> forged = new TreeMap<>();
  private final Map<String, Integer> busyFor = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();

  public FakeImages host(String name) {
    engines.put(name, new FakeImages());
    put(
        Keys.host(name),
        HostCodec.write(
            new Host(
                name,
                name + "-id",
                "10.0.0." + engines.size(),
                Set.of(),
                Resources.NONE,
                0,
                "20.10",
                "0",
                false)));
    return engines.get(name);
  }

  public FakeImages engine(String host) {
    return engines.get(host);
  }

  /** Its key stays, as it does for half a second. */
  public void down(String host) {
    down.add(host);
  }

  /** Sends something else, whatever is asked of it. */
  public void forges(String host, SavedTar instead) {
    forged.put(host, instead);
  }

  public void busyFor(String host, int times) {
    busyFor.put(host, times);
  }

  /** Who was asked for a tar, in order. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  public Store store() {
    return store;
  }

  public Catalogue catalogue() {
    return new Catalogue(store);
  }

  public ImageBank bank(String self) {
    return new ImageBank(self, engine(self), catalogue(), peers(), SHORT);
  }

  public Unannounced unannounced(String host) {
    return unannounced.computeIfAbsent(host, name -> new Unannounced());
  }

  public Workshop workshop(String self) {
    return new Workshop(
        self,
        engine(self),
        catalogue(),
        unannounced(self),
        bank(self),
        peers(),
        registry -> Optional.empty(),
        Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
  }

  /** A host has it, and the imagebank knows. */
  public void bring(ImageRef ref, SavedTar image, String... holders) {
    for (String holder : holders) {
      engine(holder).have(ref.toString(), image);
    }
    put(
        Keys.image(ref),
        new ImageCodec().write(new Image(image.digest(), 10, "", List.of(holders), "")));
  }

  public void put(String key, String value) {
    Object unused = store.commit(new Txn(List.of(), List.of(Write.put(key, value)))).join();
  }

  public void delete(String key) {
    Object unused = store.commit(new Txn(List.of(), List.of(Write.delete(key)))).join();
  }

  public Optional<Entry> entry(String key) {
    return store.read(List.of(Range.key(key))).join().entries().stream().findFirst();
  }

  public List<String> keys(String prefix) {
    return store.read(List.of(Range.prefix(prefix))).join().entries().stream()
        .map(Entry::key)
        .toList();
  }

  public Peers peers() {
    return new Peers() {
      @Override
      public InputStream image(Host host, ImageRef image) throws IOException {
        return tar(host, image.toString());
      }

      @Override
      public InputStream named(Host host, String name) throws IOException {
        return tar(host, name);
      }

      @Override
      public Set<String> held(Host host) throws IOException {
        check(host);
        return new TreeSet<>(engine(host.name()).references());
      }

      @Override
      public void take(Host host, ImageRef image) throws IOException {
        check(host);
        try {
          bank(host.name()).ensure(image);
        } catch (ImageProblem e) {
          throw new Refused(e.getMessage(), false);
        }
      }
    };
  }

  private synchronized InputStream tar(Host host, String reference) throws IOException {
    asked.add(host.name());
    check(host);
    int busy = busyFor.merge(host.name(), -1, Integer::sum);
    if (busy >= 0) {
      throw new Peers.Refused("busy", true);
    }
    if (forged.containsKey(host.name())) {
      return new ByteArrayInputStream(forged.get(host.name()).named(reference).bytes());
    }
    if (engine(host.name()).find(reference).isEmpty()) {
      throw new Peers.Refused("it has no " + reference, false);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    engine(host.name()).save(reference, bytes);
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private void check(Host host) throws IOException {
    if (down.contains(host.name())) {
      throw new IOException("Connection refused");
    }
  }
}
