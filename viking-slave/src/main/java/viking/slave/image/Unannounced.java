package viking.slave.image;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import viking.core.model.ImageRef;

/**
 * Images that this host is making: its engine may have them, and the imagebank does not know them
 * yet. To look at a large one takes minutes.
 */
public final class Unannounced {
  private final Set<ImageRef> images = ConcurrentHashMap.newKeySet();

  /** To be followed by {@link #over}, whatever happens. */
  public void begin(ImageRef image) {
    images.add(image);
  }

  /** It is known by now, or it will not be. */
  public void over(ImageRef image) {
    images.remove(image);
  }

  boolean has(ImageRef image) {
    return images.contains(image);
  }
}
