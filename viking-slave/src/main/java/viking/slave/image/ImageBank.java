package viking.slave.image;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.model.Host;
import viking.core.model.Image;
import viking.core.model.ImageRef;

/**
 * Brings images of viking's to this host's engine, from any host that has them. An image is fetched
 * once, however many wait for it.
 */
public final class ImageBank {
  private static final Logger LOG = LoggerFactory.getLogger(ImageBank.class);

  /** More at once would make each take longer. */
  private static final int AT_ONCE = 3;

  private static final int MOST_REFUSALS = 2;

  private final String self;
  private final ImageEngine engine;
  private final Catalogue catalogue;
  private final Peers peers;
  private final Patience patience;
  private final Places places = new Places(AT_ONCE);
  private final Map<ImageRef, CompletableFuture<Void>> underWay = new LinkedHashMap<>();

  /**
   * How long it is tried again when all who have an image are busy, and after what pause.
   *
   * @param limit from the first try
   */
  public record Patience(Duration limit, Duration pause) {
    public static final Patience USUAL =
        new Patience(Duration.ofMinutes(8), Duration.ofMillis(700));
  }

  public ImageBank(
      String self, ImageEngine engine, Catalogue catalogue, Peers peers, Patience patience) {
    this.self = self;
    this.engine = engine;
    this.catalogue = catalogue;
    this.peers = peers;
    this.patience = patience;
  }

  /**
   * Blocks until the engine has the image; {@link ImageProblem} names who was asked and what they
   * said.
   */
  public void ensure(ImageRef image) {
    if (engine.find(image.toString()).isPresent()) {
      return;
    }
    CompletableFuture<Void> fetching = new CompletableFuture<>();
    Optional<CompletableFuture<Void>> other;
    synchronized (underWay) {
      other = Optional.ofNullable(underWay.putIfAbsent(image, fetching));
    }
    if (other.isPresent()) {
      join(other.get());
      return;
    }
    try {
      fetch(image);
      fetching.complete(null);
    } catch (RuntimeException | Error e) {
      // Whoever else waits for it would wait for ever otherwise.
      fetching.completeExceptionally(e);
      throw e;
    } finally {
      synchronized (underWay) {
        underWay.remove(image);
      }
    }
  }

  /**
   * Asks until the answer is not that all who might help are busy, or for as long as it is worth.
   *
   * @param asking whether to ask once more
   */
  public void whileBusy(BooleanSupplier asking) {
    long until = System.nanoTime() + patience.limit().toNanos();
    while (asking.getAsBoolean() && System.nanoTime() - until < 0) {
      pause();
    }
  }

  /** Takes a tar in that may be anybody's, if it is an image, whole and undamaged. */
  public void load(InputStream tar) throws IOException {
    Proof unused = new Transfer(engine).load(tar, proof -> {});
  }

  private static void join(CompletableFuture<Void> other) {
    try {
      other.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw new ImageProblem(
          cause instanceof ImageProblem ? cause.getMessage() : "fetching it failed: " + cause, e);
    }
  }

  private void fetch(ImageRef image) {
    places.acquire();
    try {
      // Whoever waited here may have waited for it to be made.
      if (engine.find(image.toString()).isEmpty()) {
        Image known =
            catalogue
                .find(image)
                .orElseThrow(() -> new ImageProblem("the imagebank knows no " + image))
                .value();
        fetch(image, known);
      }
    } finally {
      places.release();
    }
  }

  private void fetch(ImageRef image, Image known) {
    long until = System.nanoTime() + patience.limit().toNanos();
    List<Host> wrong = new ArrayList<>();
    int refusals = 0;
    while (true) {
      List<Host> sources =
          Sources.of(self, image.toString(), known.holders(), catalogue.hosts().live()).stream()
              .filter(host -> wrong.stream().noneMatch(bad -> bad.id().equals(host.id())))
              .toList();
      Map<String, String> said = new LinkedHashMap<>();
      boolean busy = false;
      for (Host source : sources) {
        try {
          fetchFrom(source, image, known);
          return;
        } catch (Peers.Refused e) {
          busy |= e.busy();
          said.put(source.name(), e.getMessage());
        } catch (Wrong e) {
          wrong.add(source);
          LOG.warn("image={} from={} is refused: {}", image, source.name(), e.getMessage());
          said.put(source.name(), e.getMessage());
        } catch (IOException e) {
          said.put(source.name(), words(e));
        } catch (ImageProblem e) {
          // The engine's doing, most likely: a full disk gets no emptier by trying.
          if (++refusals == MOST_REFUSALS) {
            throw e;
          }
          said.put(source.name(), e.getMessage());
        }
      }
      if (!busy || System.nanoTime() - until > 0) {
        throw new ImageProblem(nobody(image, said, wrong));
      }
      pause();
    }
  }

  private void fetchFrom(Host source, ImageRef image, Image known) throws IOException {
    long began = System.nanoTime();
    Proof proof;
    try (InputStream tar = peers.image(source, image)) {
      proof = new Transfer(engine).load(tar, each -> check(each, image, known));
    } catch (Inventory.Unfit e) {
      throw new Wrong(e.getMessage(), e);
    }
    if (engine.find(image.toString()).isEmpty()) {
      throw new ImageProblem("the engine has taken " + image + " in, and does not have it");
    }
    LOG.info(
        "image={} from={} bytes={} ms={}",
        image,
        source.name(),
        proof.size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  /** Another name that it brought would be taken from whatever bears it here. */
  private static void check(Proof proof, ImageRef image, Image known) throws Wrong {
    if (!proof.digest().equals(known.digest())) {
      throw new Wrong("what it sends is " + proof.digest() + ", not " + known.digest());
    }
    if (!proof.names().equals(List.of(image.toString()))) {
      throw new Wrong("what it sends bears another name: " + proof.names());
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(patience.pause().toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageProblem("interrupted", e);
    }
  }

  private static String nobody(ImageRef image, Map<String, String> said, List<Host> wrong) {
    if (said.isEmpty() && wrong.isEmpty()) {
      return "image " + image + " is not on this host, and there is no other to ask";
    }
    StringBuilder text = new StringBuilder("no host has given image " + image + ": ");
    said.forEach((host, words) -> text.append(host).append(": ").append(words).append("; "));
    wrong.stream()
        .filter(host -> !said.containsKey(host.name()))
        .forEach(host -> text.append(host.name()).append(": not what it should be; "));
    return text.substring(0, text.length() - 2);
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** What a source sends is not the image. */
  private static final class Wrong extends IOException {
    private static final long serialVersionUID = 1L;

    Wrong(String problem) {
      super(problem);
    }

    Wrong(String problem, Throwable cause) {
      super(problem, cause);
    }
  }
}
