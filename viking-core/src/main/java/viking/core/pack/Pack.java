package viking.core.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import viking.core.model.BadInput;

/**
 * The files of a folder, sorted by name. Owners, times and modes are dropped, but for whether a
 * file may be executed; links stay links. So a folder, and what was unpacked of it elsewhere, have
 * one digest.
 */
public final class Pack {
  private static final int PLAIN = 0644;
  private static final int EXECUTABLE = 0755;
  private static final int LINK = 0777;

  private final List<Packed> all;

  private Pack(Collection<Packed> all) {
    this.all = List.copyOf(all);
  }

  /** Without what its .dockerignore leaves out; that file itself stays, and the Dockerfile. */
  public static Pack context(Path folder) {
    return context(folder, List.of(), List.of());
  }

  /**
   * The same, where more files have a rule of their own.
   *
   * @param kept stay, whatever .dockerignore says: Dockerfiles of other names
   * @param left stay away unless .dockerignore keeps them: the stack file, whose every change would
   *     make another image otherwise
   */
  public static Pack context(Path folder, Collection<String> kept, Collection<String> left) {
    return new Pack(Sweep.of(folder, Ignored.in(folder, kept, left)));
  }

  /** Everything in it; what was unpacked of a context is packed by this again. */
  public static Pack whole(Path folder) {
    return new Pack(Sweep.of(folder, Ignored.NOTHING));
  }

  /** The files of a website: they are served, so that links must lead to others of them. */
  public static Pack site(Path folder) {
    Pack pack = whole(folder);
    for (Packed each : pack.all) {
      if (each.kind() == Packed.Kind.LINK && Links.leadsOutside(each.name(), each.target())) {
        throw new BadInput(
            each.path()
                + " is a link that leads out of "
                + folder
                + ", to '"
                + each.target()
                + "': a website has all of its files in its folder");
      }
    }
    return pack;
  }

  /** {@code sha256:} and the sum over what each thing is, is called and holds. Reads all of it. */
  public String digest() {
    Hasher sum = Hashing.sha256().newHasher();
    for (Packed each : all) {
      text(sum, each.name());
      sum.putChar(each.kind().letter()).putBoolean(each.executable());
      text(sum, each.target());
      if (each.kind() == Packed.Kind.FILE) {
        sum.putLong(each.bytes());
        try (InputStream in = open(each)) {
          copy(each, in, sum::putBytes);
        } catch (IOException e) {
          throw Unreadable.because(each.path(), e);
        }
      }
    }
    return "sha256:" + sum.hash();
  }

  private static void text(Hasher sum, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    sum.putInt(bytes.length).putBytes(bytes);
  }

  /** Without the folders and the links. */
  public int files() {
    return (int) all.stream().filter(each -> each.kind() == Packed.Kind.FILE).count();
  }

  public long bytes() {
    return all.stream().mapToLong(Packed::bytes).sum();
  }

  /** As a folder of that name in a tar, the folder itself first. */
  public void writeTo(String prefix, TarArchiveOutputStream out) throws IOException {
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    out.setAddPaxHeadersForNonAsciiNames(true);
    close(out, entry(prefix + "/", TarConstants.LF_DIR, EXECUTABLE));
    for (Packed each : all) {
      String name = prefix + "/" + each.name();
      switch (each.kind()) {
        case FOLDER -> close(out, entry(name + "/", TarConstants.LF_DIR, EXECUTABLE));
        case LINK -> {
          TarArchiveEntry link = entry(name, TarConstants.LF_SYMLINK, LINK);
          link.setLinkName(each.target());
          close(out, link);
        }
        case FILE -> file(name, each, out);
      }
    }
  }

  private static TarArchiveEntry entry(String name, byte kind, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setMode(mode);
    entry.setModTime(0);
    entry.setIds(0, 0);
    return entry;
  }

  private static void close(TarArchiveOutputStream out, TarArchiveEntry entry) throws IOException {
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
  }

  private static void file(String name, Packed file, TarArchiveOutputStream out)
      throws IOException {
    TarArchiveEntry entry =
        entry(name, TarConstants.LF_NORMAL, file.executable() ? EXECUTABLE : PLAIN);
    entry.setSize(file.bytes());
    try (InputStream in = open(file)) {
      out.putArchiveEntry(entry);
      copy(file, in, out::write);
      out.closeArchiveEntry();
    }
  }

  private static InputStream open(Packed file) {
    try {
      return Files.newInputStream(file.path());
    } catch (IOException e) {
      throw Unreadable.because(file.path(), e);
    }
  }

  /** Exactly as many bytes as were announced. */
  private static void copy(Packed file, InputStream in, Sink sink) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = file.bytes();
    int read;
    while ((read = read(file, in, buffer)) > 0 && read <= left) {
      sink.take(buffer, 0, read);
      left -= read;
    }
    if (left > 0 || read > 0) {
      throw new BadInput(
          file.path()
              + " changes while it is packed; try again when it is at rest, or leave it out of a"
              + " build by .dockerignore");
    }
  }

  private static int read(Packed file, InputStream in, byte[] buffer) {
    try {
      return ByteStreams.read(in, buffer, 0, buffer.length);
    } catch (IOException e) {
      throw Unreadable.because(file.path(), e);
    }
  }

  /** Names of the things in it, with their kinds; for tests. */
  Map<String, Packed.Kind> names() {
    Map<String, Packed.Kind> names = new TreeMap<>();
    all.forEach(each -> names.put(each.name(), each.kind()));
    return names;
  }

  /** Where bytes go. */
  private interface Sink {
    void take(byte[] bytes, int from, int count) throws IOException;
  }
}
