package viking.slave.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is asked of an engine about images. Every call blocks until it is done; {@link ImageProblem}
 * says why it could not be.
 */
public interface ImageEngine {
  /** The engine's own id of an image, which is another one elsewhere. */
  Optional<String> find(String reference);

  /** The references of all images that have one. */
  List<String> references();

  /** What the containers that there are were made of, as references or ids. */
  Set<String> used();

  /** The image as a tar, as {@code docker save} writes it. */
  void save(String reference, OutputStream out) throws IOException;

  /** Takes in what {@code save} gave. */
  void load(InputStream tar);

  /** Gives an image one more name. */
  void tag(String reference, String name);

  /** Takes a name from an image, and the image away with its last; one that is gone is fine. */
  void remove(String reference);

  /** Fetches an image from its registry. */
  void pull(String name, Optional<Login> login);

  /**
   * Makes an image of a folder in a tar.
   *
   * @param dockerfile its name in the tar
   * @param lines hears what the build prints, as it comes
   * @param fresh whether nothing of earlier builds is used
   */
  void build(
      InputStream tar,
      String dockerfile,
      Map<String, String> args,
      String reference,
      boolean fresh,
      Consumer<String> lines);

  /** The room on the disk with the engine's images. */
  Room room();

  /** Bytes. */
  record Room(long free, long whole) {}
}
