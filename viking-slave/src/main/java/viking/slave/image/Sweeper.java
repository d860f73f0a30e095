package viking.slave.image;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.model.Host;
import viking.core.model.Image;
import viking.core.model.ImageRef;
import viking.core.state.Versioned;

/**
 * Takes images of viking's from this host's engine that nobody needs, and forgets those that nobody
 * holds. Foreign ones are never touched. What nobody needs is spared for a while: a deploy may be
 * about to, and puts its keys anew when it is.
 */
public final class Sweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final String self;
  private final ImageEngine engine;
  private final Catalogue catalogue;
  private final Unannounced unannounced;
  private final Pace pace;
  private final BooleanSupplier believed;
  private final Map<ImageRef, Spared> spared = new HashMap<>();
  private final Thread thread = new Thread(this::sweepOn, "image-sweeper");

  /**
   * How often it looks, and how long what nobody needs is spared.
   *
   * @param unknown of what the imagebank does not know: another process may have begun it
   */
  public record Pace(Duration every, Duration spare, Duration unknown) {
    public static final Pace USUAL =
        new Pace(Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(4));
  }

  /** Since when nobody needs an image whose key has not been written since. */
  private record Spared(long modified, long since) {}

  /**
   * @param believed whether the store is this host's, as far as that is known: where it is not,
   *     what it does not speak of may be needed all the same
   */
  public Sweeper(
      String self,
      ImageEngine engine,
      Catalogue catalogue,
      Unannounced unannounced,
      Pace pace,
      BooleanSupplier believed) {
    this.self = self;
    this.engine = engine;
    this.catalogue = catalogue;
    this.unannounced = unannounced;
    this.pace = pace;
    this.believed = believed;
    thread.setDaemon(true);
  }

  /** Begins to look now and then, until closed. */
  public Sweeper start() {
    thread.start();
    return this;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void sweepOn() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        TimeUnit.NANOSECONDS.sleep(pace.every().toNanos());
        sweep(System.nanoTime());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("images that nobody needs are not looked for: {}", e.getMessage());
      }
    }
  }

  /** Looks once, at a time in nanoseconds. */
  void sweep(long now) {
    if (!believed.getAsBoolean()) {
      spared.clear();
      return;
    }
    Set<ImageRef> here = new HashSet<>();
    engine.references().forEach(name -> ImageRef.of(name).ifPresent(here::add));
    SortedMap<ImageRef, Versioned<Image>> known = catalogue.all();
    if (here.isEmpty() && known.isEmpty()) {
      return;
    }
    Needs needs = catalogue.needs();
    Set<ImageRef> idle = new HashSet<>(here);
    idle.addAll(known.keySet());
    idle.removeIf(ref -> unannounced.has(ref) || !needs.users(ref.toString()).isEmpty());
    spared.keySet().retainAll(idle);
    idle.removeIf(ref -> !due(ref, Optional.ofNullable(known.get(ref)), now));
    if (idle.isEmpty()) {
      return;
    }
    Set<String> used = engine.used();
    List<String> live = catalogue.hosts().live().stream().map(Host::name).toList();
    for (ImageRef ref : idle) {
      boolean inUse = here.contains(ref) && inUse(ref, used);
      if (!inUse && givenUp(ref, Optional.ofNullable(known.get(ref)), live) && here.contains(ref)) {
        remove(ref, Optional.ofNullable(known.get(ref)));
      }
    }
  }

  private boolean due(ImageRef ref, Optional<Versioned<Image>> key, long now) {
    long modified = key.map(Versioned::modified).orElse(0L);
    Spared seen = spared.get(ref);
    if (seen == null || seen.modified() != modified) {
      spared.put(ref, new Spared(modified, now));
      return false;
    }
    Duration spare = key.isPresent() ? pace.spare() : pace.unknown();
    return now - seen.since() >= spare.toNanos();
  }

  private boolean inUse(ImageRef ref, Set<String> used) {
    return used.contains(ref.toString())
        || engine.find(ref.toString()).filter(used::contains).isPresent();
  }

  /**
   * Says in the store that this host holds it no more; the last of the holders takes the key away.
   * It is said before it is true: where a deploy has put the key anew, it counts on what is here.
   */
  private boolean givenUp(ImageRef ref, Optional<Versioned<Image>> key, List<String> live) {
    if (key.isEmpty()) {
      return catalogue.find(ref).isEmpty();
    }
    Image image = key.get().value();
    long modified = key.get().modified();
    List<String> holders =
        image.holders().stream().filter(host -> !host.equals(self) && live.contains(host)).toList();
    if (holders.isEmpty()) {
      boolean forgotten = catalogue.delete(ref, modified);
      if (forgotten) {
        LOG.info("image={} is forgotten: nobody needs it, nobody else holds it", ref);
      }
      return forgotten;
    }
    if (image.holders().contains(self)) {
      return catalogue.replace(
          ref,
          modified,
          new Image(image.digest(), image.size(), image.from(), holders, image.at()));
    }
    // Nobody counts on this copy; were its key put anew for that, all others would spare theirs.
    return catalogue.find(ref).filter(now -> now.modified() == modified).isPresent();
  }

  private void remove(ImageRef ref, Optional<Versioned<Image>> key) {
    try {
      engine.remove(ref.toString());
      LOG.info("image={} is removed: no job and no late release needs it", ref);
    } catch (ImageProblem e) {
      LOG.info("image={} stays for now: {}", ref, e.getMessage());
      // Whoever comes to need what nobody knew any more is to find it again.
      key.ifPresent(was -> catalogue.add(ref, was.value()));
    }
  }
}
