package viking.slave.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import viking.core.model.Host;
import viking.core.model.ImageRef;

/** The other hosts, as far as images go. Every call blocks, for a bounded time without progress. */
public interface Peers {
  /** The tar of an image; {@link Refused} if there is none to be had now. */
  InputStream image(Host host, ImageRef image) throws IOException;

  /** The tar of what a host's engine knows by the name, wherever it has it from. */
  InputStream named(Host host, String name) throws IOException;

  /** References of viking's images that a host's engine has. */
  Set<String> held(Host host) throws IOException;

  /** Has a host get the image for itself; returns when it is there. */
  void take(Host host, ImageRef image) throws IOException;

  /** What a host says instead. */
  final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean busy;

    public Refused(String problem, boolean busy) {
      super(problem);
      this.busy = busy;
    }

    /** Whether the same may be had a little later. */
    public boolean busy() {
      return busy;
    }
  }
}
