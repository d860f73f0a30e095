package viking.api.stack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import viking.api.http.Refusal;
import viking.core.model.BadInput;
import viking.core.pack.Links;

/**
 * Unpacks what was sent to be built: first {@code deploy.json}, then folders of files. Nothing in
 * it can lie outside its folder.
 */
final class Unpacking {
  static final String ORDER = "deploy.json";

  private static final Pattern FOLDER = Pattern.compile("[cs][0-9]{1,6}");
  private static final int LONGEST_ORDER = 4 << 20;
  private static final int LONGEST_NAME = 4096;
  private static final int DEEPEST = 200;
  private static final int MOST_FILES = 1_000_000;
  private static final int EXECUTABLE = 0100;
  private static final int TOO_LARGE = 413;

  /** Of the disk, in any case. */
  private static final long LEFT_FREE = 512L << 20;

  private final Path root;
  private final long most;
  private long bytes;
  private int files;

  /** Takes at most so many bytes, of all files together. */
  Unpacking(Path root, long most) {
    this.root = root;
    this.most = most;
  }

  /** What {@code deploy.json} says; all else lies in the folder by then. */
  byte[] take(InputStream body) throws IOException {
    try (Headers headers = new Headers(new GZIPInputStream(body, 1 << 16));
        TarArchiveInputStream tar = new TarArchiveInputStream(headers, "UTF-8")) {
      byte[] order = order(headers, tar);
      for (TarArchiveEntry each = headers.next(tar); each != null; each = headers.next(tar)) {
        if (++files > MOST_FILES) {
          throw new BadInput("more than " + MOST_FILES + " files are sent; see .dockerignore");
        }
        put(tar, each);
      }
      // What follows a tar's end is padding; the request is over when all of it is read.
      long unused = body.transferTo(OutputStream.nullOutputStream());
      return order;
    } catch (EOFException e) {
      throw new BadInput("what was sent ends in the middle", e);
    } catch (ZipException e) {
      throw new BadInput("what was sent is no gzip, or is damaged: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new BadInput("what was sent is no tar: " + e.getMessage(), e);
    } catch (IOException e) {
      if (isOfTar(e)) {
        throw new BadInput("what was sent is damaged: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  /** Nothing but its words tells a damaged tar from a disk or a connection that failed. */
  private static boolean isOfTar(IOException e) {
    String said = String.valueOf(e.getMessage());
    return e.getCause() instanceof IllegalArgumentException
        || said.contains("TAR")
        || said.contains("parsing the header");
  }

  private static byte[] order(Headers headers, TarArchiveInputStream tar) throws IOException {
    TarArchiveEntry first = headers.next(tar);
    if (first == null || !first.getName().equals(ORDER) || !isPlain(first)) {
      throw new BadInput("what was sent does not begin with " + ORDER);
    }
    if (first.getSize() > LONGEST_ORDER) {
      throw new BadInput(ORDER + " is longer than " + LONGEST_ORDER + " bytes");
    }
    return tar.readNBytes(LONGEST_ORDER);
  }

  private void put(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    List<String> words = words(entry);
    Path to = root;
    for (String word : words.subList(0, words.size() - 1)) {
      to = to.resolve(word);
      folder(to, entry);
    }
    to = to.resolve(words.get(words.size() - 1));
    try {
      if (entry.isDirectory()) {
        folder(to, entry);
      } else if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(to, Path.of(target(entry, words)));
      } else if (!isPlain(entry)) {
        throw new BadInput(
            shown(entry) + " is neither a file, a folder nor a symbolic link: leave it out");
      } else {
        write(tar, entry, to);
      }
    } catch (FileAlreadyExistsException e) {
      throw new BadInput(shown(entry) + " is sent twice", e);
    }
  }

  /** By its kind: the library's own question takes devices for files. */
  private static boolean isPlain(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
  }

  /** A link on the way there would lead who knows where. */
  private static void folder(Path folder, TarArchiveEntry entry) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadInput(shown(entry) + " lies below what is no folder");
    }
    Files.createDirectory(folder);
  }

  private void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path to) throws IOException {
    checkRoom(entry.getSize());
    try (OutputStream out =
        Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] chunk = new byte[1 << 16];
      for (int n = tar.read(chunk); n >= 0; n = tar.read(chunk)) {
        bytes += n;
        checkRoom(0);
        out.write(chunk, 0, n);
      }
    }
    boolean executable = (entry.getMode() & EXECUTABLE) != 0;
    Files.setPosixFilePermissions(
        to, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private void checkRoom(long more) throws IOException {
    if (bytes + more > most) {
      throw new Refusal(
          TOO_LARGE,
          "what is sent is larger than "
              + (most >> 20)
              + " MiB unpacked: leave out what the build does not need, with .dockerignore, or"
              + " raise upload-limit in that host's settings");
    }
    if (more > 0 && Files.getFileStore(root).getUsableSpace() - more < LEFT_FREE) {
      throw new Refusal(
          507, "the disk of this host has no room for what is sent; ask another host");
    }
  }

  private static List<String> words(TarArchiveEntry entry) {
    String name = entry.getName();
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    List<String> words = List.of(path.split("/", -1));
    boolean fine =
        name.length() <= LONGEST_NAME
            && words.size() <= DEEPEST
            && name.indexOf('\0') < 0
            && FOLDER.matcher(words.get(0)).matches()
            && words.stream()
                .noneMatch(word -> word.isEmpty() || word.equals(".") || word.equals(".."));
    if (!fine || (words.size() == 1 && !entry.isDirectory())) {
      throw new BadInput(shown(entry) + " is no path below a folder that is sent");
    }
    return words;
  }

  /**
   * Nothing here follows a link, nor does the engine that gets it; but a website's files are
   * served, and its links must lead to others of them.
   */
  private static String target(TarArchiveEntry entry, List<String> words) {
    String target = entry.getLinkName();
    String name = String.join("/", words.subList(1, words.size()));
    boolean site = words.get(0).startsWith("s");
    if (target.isEmpty() || target.length() > LONGEST_NAME || target.indexOf('\0') >= 0) {
      throw new BadInput(shown(entry) + " is a link that leads nowhere");
    }
    if (site && Links.leadsOutside(name, target)) {
      throw new BadInput(
          shown(entry) + " is a link that leads outside, to '" + cut(target) + "': leave it out");
    }
    return target;
  }

  private static String shown(TarArchiveEntry entry) {
    return "'" + cut(entry.getName()) + "'";
  }

  private static String cut(String text) {
    return Optional.of(text)
        .filter(t -> t.length() <= 200)
        .orElseGet(() -> text.substring(0, 200) + "…");
  }
}
