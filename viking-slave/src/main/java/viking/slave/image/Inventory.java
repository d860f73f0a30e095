package viking.slave.image;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What is in a tar, with the sums of it; of what is short, the text as well. */
final class Inventory {
  /** A configuration is of some kilobytes. */
  private static final long LONGEST_TEXT = 1 << 20;

  /** Of all texts together: engines put one beside each layer. */
  private static final long MOST_TEXT = 8 << 20;

  private static final int MOST_LINKS = 8;

  /** Some for each layer, of which there are 127 at most. */
  private static final int MOST_ENTRIES = 10_000;

  static final String MANIFEST = "manifest.json";

  private final Map<String, Sum> sums = new TreeMap<>();
  private final Map<String, byte[]> texts = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();
  private long kept;

  /** Of something as it is when uncompressed. */
  record Sum(String digest, long size) {}

  /** A tar that was read, and is no image, or not the one that it says. */
  static final class Unfit extends IOException {
    private static final long serialVersionUID = 1L;

    Unfit(String problem) {
      super(problem);
    }
  }

  private Inventory() {}

  /** Reads every entry, whole. */
  static Inventory of(TarArchiveInputStream tar) throws IOException {
    Inventory inventory = new Inventory();
    TarArchiveEntry entry;
    while ((entry = tar.getNextEntry()) != null) {
      String name = plain(entry.getName());
      if (entry.isSymbolicLink() || entry.isLink()) {
        inventory.check(name);
        inventory.links.put(name, target(name, entry));
      } else if (entry.isFile()) {
        inventory.check(name);
        inventory.take(name, entry.getSize(), tar);
      }
    }
    return inventory;
  }

  /** Of what comes again, or by a detour, an engine might take another one than was summed here. */
  private void check(String name) throws Unfit {
    if (sums.containsKey(name) || links.containsKey(name)) {
      throw new Unfit(name + " comes twice in the tar");
    }
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      if (links.containsKey(name.substring(0, slash))) {
        throw new Unfit(name + " lies behind a link in the tar");
      }
    }
    if (sums.size() + links.size() == MOST_ENTRIES) {
      throw new Unfit("the tar holds more than " + MOST_ENTRIES + " files");
    }
  }

  private void take(String name, long size, InputStream tar) throws IOException {
    if (size > LONGEST_TEXT) {
      sums.put(name, sum(new Unclosed(tar)));
      return;
    }
    byte[] bytes = tar.readAllBytes();
    sums.put(name, sum(new ByteArrayInputStream(bytes)));
    boolean json = bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '[');
    if (json && (name.equals(MANIFEST) || kept + bytes.length <= MOST_TEXT)) {
      texts.put(name, bytes);
      kept += bytes.length;
    }
  }

  byte[] text(String name) throws IOException {
    byte[] text = texts.get(plain(name));
    if (text == null) {
      throw new Unfit("the tar has no " + (name.isEmpty() ? "configuration" : name));
    }
    return text.clone();
  }

  /** Engines write a layer that comes twice as a link to the first. */
  Sum sum(String name) throws IOException {
    String at = plain(name);
    for (int i = 0; i < MOST_LINKS && links.containsKey(at); i++) {
      at = links.get(at);
    }
    Sum sum = sums.get(at);
    if (sum == null) {
      throw new Unfit("the tar has no " + name);
    }
    return sum;
  }

  private static Sum sum(InputStream bytes) throws IOException {
    PushbackInputStream in = new PushbackInputStream(bytes, 2);
    byte[] magic = in.readNBytes(2);
    in.unread(magic);
    boolean zipped = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    HashingInputStream summed =
        new HashingInputStream(Hashing.sha256(), zipped ? new GZIPInputStream(in, 1 << 16) : in);
    long size = summed.transferTo(OutputStream.nullOutputStream());
    in.transferTo(OutputStream.nullOutputStream());
    return new Sum("sha256:" + summed.hash(), size);
  }

  private static String target(String name, TarArchiveEntry entry) throws Unfit {
    String to = entry.getLinkName();
    return entry.isLink() ? plain(to) : plain(name.substring(0, name.lastIndexOf('/') + 1) + to);
  }

  /** Without dots. */
  @SuppressWarnings("UnusedException")
  private static String plain(String name) throws Unfit {
    try {
      return Path.of("/" + name).normalize().toString().substring(1);
    } catch (InvalidPathException e) {
      throw new Unfit("the tar has no file of such a name: " + name.replace("\0", "\\u0000"));
    }
  }

  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // The tar goes on.
    }
  }
}
