package viking.slave.build;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import viking.core.model.ImageRef;
import viking.slave.image.Catalogue;
import viking.slave.image.ImageProblem;

/**
 * Puts the keys of images anew, now and then, while the stack that they are of is still being
 * built: no release speaks of them yet, and what nobody needs is swept away.
 */
final class Keeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

  private final Catalogue catalogue;
  private final Duration every;
  private final Set<ImageRef> kept = new LinkedHashSet<>();
  private final Thread thread = new Thread(this::keepOn, "image-keeping");

  Keeping(Catalogue catalogue, Duration every) {
    this.catalogue = catalogue;
    this.every = every;
    thread.setDaemon(true);
    thread.start();
  }

  synchronized void keep(ImageRef image) {
    kept.add(image);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void keepOn() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(every.toNanos());
        for (ImageRef each : all()) {
          touch(each);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the build is over");
    }
  }

  private synchronized List<ImageRef> all() {
    return List.copyOf(kept);
  }

  /**
   * One that cannot be touched now can be the next time; one that is gone is noticed in the end.
   */
  private void touch(ImageRef image) throws InterruptedException {
    try {
      boolean unused = catalogue.touch(image);
    } catch (ImageProblem e) {
      LOG.debug("image={} is not kept: {}", image, e.getMessage());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
