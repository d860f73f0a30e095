package viking.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** What a client packs, or might. */
final class Sent {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  Sent() {
    try {
      tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8");
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An order with a small context. */
  static byte[] of(String order) {
    return new Sent()
        .file("deploy.json", order)
        .file("c0/Makefile", "all:\n")
        .file("c0/src/x", "x")
        .bytes();
  }

  Sent file(String name, String content) {
    byte[] body = content.getBytes(UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(body.length);
    return put(entry, body);
  }

  Sent link(String name, String to) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    return put(entry, new byte[0]);
  }

  Sent device(String name) {
    return put(new TarArchiveEntry(name, TarConstants.LF_CHR), new byte[0]);
  }

  /** So many letters of a name, as GNU's tar writes it. */
  Sent longName(int letters) {
    TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    byte[] name = new byte[letters];
    Arrays.fill(name, (byte) 'x');
    entry.setSize(letters);
    return put(entry, name);
  }

  byte[] bytes() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Sent put(TarArchiveEntry entry, byte[] body) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(body);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
