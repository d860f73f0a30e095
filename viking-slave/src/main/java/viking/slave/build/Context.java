package viking.slave.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import viking.core.model.BadInput;
import viking.core.pack.Pack;
import viking.slave.image.Conduit;

/**
 * A folder on its way to the engine, packed while it is sent, with a Dockerfile of its own beside
 * whatever is in it. {@code ADD .} does not take that in: a line of .dockerignore leaves it out.
 */
final class Context {
  static final String DOCKERFILE = ".viking.Dockerfile";
  private static final String IGNORED = ".dockerignore";

  private final Path folder;
  private final String dockerfile;

  Context(Path folder, String dockerfile) {
    this.folder = folder;
    this.dockerfile = dockerfile;
  }

  /** The tar; it is packed by a thread that ends with it. */
  InputStream open() {
    Conduit conduit = new Conduit();
    Thread packer = new Thread(() -> pack(conduit), "image-context");
    packer.setDaemon(true);
    packer.start();
    return conduit.out();
  }

  private void pack(Conduit conduit) {
    try (OutputStream in = conduit.in();
        TarArchiveOutputStream out = new TarArchiveOutputStream(in, UTF_8.name())) {
      try {
        Pack.whole(folder).writeTo(".", out);
        add(DOCKERFILE, dockerfile, out);
        add(IGNORED, ignored(), out);
        out.finish();
      } catch (IOException | RuntimeException e) {
        conduit.abort("the context cannot be packed: " + e.getMessage());
      }
    } catch (IOException e) {
      conduit.abort("the context cannot be packed: " + e.getMessage());
    }
  }

  /** The engine takes the later of two files of one name. */
  private String ignored() throws IOException {
    Path own = folder.resolve(IGNORED);
    if (!Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
      return IGNORED + "\n" + DOCKERFILE + "\n";
    }
    if (!Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadInput(IGNORED + " is no file");
    }
    return Files.readString(own, UTF_8) + "\n" + DOCKERFILE + "\n";
  }

  private static void add(String name, String text, TarArchiveOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry("./" + name);
    entry.setModTime(0);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }
}
