package viking.core.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.model.BadInput;

class PackTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("shop"));
    write("Dockerfile", "FROM scratch\nADD . /\n");
    write("app/index.js", "listen(80)\n");
    write("app/run.sh", "#!/bin/sh\n");
    permit("app/run.sh", "rwxr-xr-x");
    Files.createDirectory(folder.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("app/latest"), Path.of("../../nowhere"));
  }

  @Test
  void countsWhatItHolds() {
    Pack pack = Pack.context(folder);
    assertEquals(3, pack.files());
    assertEquals(21 + 11 + 10, pack.bytes());
  }

  @Test
  void whatIsUnpackedHasTheSameDigest() throws IOException {
    write("app/" + "long".repeat(40) + "/grüße & co.txt", "hej");
    write(".dockerignore", "*\n!app/**/*.js\n!app/l*\n");
    Pack context = Pack.context(folder);
    Path there = unpacked(context);
    assertEquals(context.digest(), Pack.whole(there).digest());
    assertEquals(context.digest(), Pack.context(there).digest());
    assertEquals(
        Set.of(".dockerignore", "Dockerfile", "app", "app/index.js", "app/latest"),
        withoutTheLongOne(Pack.whole(there)));
    assertEquals(Path.of("../../nowhere"), Files.readSymbolicLink(there.resolve("app/latest")));
  }

  private static Set<String> withoutTheLongOne(Pack pack) {
    Set<String> names = new HashSet<>(pack.names().keySet());
    names.removeIf(name -> name.contains("long"));
    return names;
  }

  @Test
  void timesAndModesAreNotInTheDigestButWhetherItCanBeExecutedIs() throws IOException {
    String before = Pack.whole(folder).digest();
    permit("app/index.js", "rw-rw-rw-");
    Files.setLastModifiedTime(folder.resolve("app/index.js"), FileTime.fromMillis(12345));
    assertEquals(before, Pack.whole(folder).digest());
    permit("app/index.js", "rwxrw-rw-");
    assertNotEquals(before, Pack.whole(folder).digest());
  }

  @Test
  void everyChangeOfContentChangesTheDigest() throws IOException {
    List<String> digests = new ArrayList<>(List.of(Pack.whole(folder).digest()));
    write("app/index.js", "listen(81)\n");
    digests.add(Pack.whole(folder).digest());
    Files.move(folder.resolve("app/index.js"), folder.resolve("index.js"));
    digests.add(Pack.whole(folder).digest());
    Files.delete(folder.resolve("empty"));
    digests.add(Pack.whole(folder).digest());
    write("empty", "");
    digests.add(Pack.whole(folder).digest());
    Files.delete(folder.resolve("app/latest"));
    Files.createSymbolicLink(folder.resolve("app/latest"), Path.of("elsewhere"));
    digests.add(Pack.whole(folder).digest());
    assertEquals(digests.size(), Set.copyOf(digests).size(), digests.toString());
  }

  @Test
  void aWebsitesLinksLeadToItsOwnFiles() throws IOException {
    BadInput problem = assertThrows(BadInput.class, () -> Pack.site(folder));
    assertTrue(problem.getMessage().startsWith(folder + "/app/latest is a link that leads out of"));
    Files.delete(folder.resolve("app/latest"));
    Files.createSymbolicLink(folder.resolve("app/latest"), Path.of("index.js"));
    assertEquals(Pack.whole(folder).digest(), Pack.site(folder).digest());
  }

  @Test
  void theTarTellsNothingOfWhoMadeIt() throws IOException {
    for (TarArchiveEntry entry : entries(Pack.whole(folder))) {
      assertEquals(0, entry.getLongUserId(), entry.getName());
      assertEquals("", entry.getUserName());
      assertEquals(0, entry.getLastModifiedTime().toMillis());
    }
    List<String> modes =
        entries(Pack.whole(folder)).stream()
            .map(each -> each.getName() + " " + Integer.toOctalString(each.getMode() & 0777))
            .toList();
    assertEquals(
        List.of(
            "c0/ 755",
            "c0/Dockerfile 644",
            "c0/app/ 755",
            "c0/app/index.js 644",
            "c0/app/latest 777",
            "c0/app/run.sh 755",
            "c0/empty/ 755"),
        modes);
  }

  @Test
  void aSocketIsRefusedByName() throws IOException {
    Path socket = folder.resolve("app/s");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      BadInput bad = assertThrows(BadInput.class, () -> Pack.whole(folder));
      assertTrue(bad.getMessage().startsWith(socket + " is neither a file nor"), bad.getMessage());
      write(".dockerignore", "app/s");
      assertEquals(4, Pack.context(folder).files());
    }
  }

  @Test
  void aFileThatIsGoneOrChangesIsNamed() throws IOException {
    Pack pack = Pack.whole(folder);
    write("app/index.js", "longer than it was\n");
    BadInput changed = assertThrows(BadInput.class, pack::digest);
    Path file = folder.resolve("app/index.js");
    assertEquals(
        file
            + " changes while it is packed; try again when it is at rest, or leave it out of a build"
            + " by .dockerignore",
        changed.getMessage());
    write("app/index.js", "less\n");
    assertThrows(BadInput.class, () -> entries(pack));
    Files.delete(file);
    BadInput gone = assertThrows(BadInput.class, pack::digest);
    assertEquals(file + " is not there any more", gone.getMessage());
  }

  @Test
  void aFolderThatIsNoneIsRefused() {
    BadInput missing = assertThrows(BadInput.class, () -> Pack.context(folder.resolve("nowhere")));
    assertEquals("folder " + folder.resolve("nowhere") + " is not there", missing.getMessage());
    BadInput file = assertThrows(BadInput.class, () -> Pack.whole(folder.resolve("Dockerfile")));
    assertEquals("folder " + folder.resolve("Dockerfile") + " is none", file.getMessage());
  }

  @Test
  void aDockerfileOfAnotherNameStaysWhereItIsAskedFor() throws IOException {
    write(".dockerignore", "*\n");
    write("build/[prod].docker", "FROM scratch\n");
    write("build/p", "");
    assertEquals(Set.of(".dockerignore", "Dockerfile"), Pack.context(folder).names().keySet());
    assertEquals(
        Set.of(".dockerignore", "Dockerfile", "build", "build/[prod].docker"),
        Pack.context(folder, List.of("build/[prod].docker"), List.of()).names().keySet());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void permit(String name, String modes) throws IOException {
    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(modes));
  }

  private static byte[] tar(Pack pack) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      pack.writeTo("c0", tar);
    }
    return bytes.toByteArray();
  }

  private static List<TarArchiveEntry> entries(Pack pack) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar(pack)), "UTF-8")) {
      TarArchiveEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private Path unpacked(Pack pack) throws IOException {
    Path there = Files.createDirectory(temporary.resolve("there"));
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(new ByteArrayInputStream(tar(pack)), "UTF-8")) {
      TarArchiveEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        Path path = there.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectory(path);
        } else if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(in, path);
          boolean executable = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              path, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
        }
      }
    }
    assertTrue(Files.isDirectory(there.resolve("c0"), LinkOption.NOFOLLOW_LINKS));
    return there.resolve("c0");
  }

  @Test
  void theStackFileIsLeftOutUnlessDockerignoreKeepsIt() throws IOException {
    write("viking.yml", "viking: {name: one}");
    List<String> stackFile = List.of("viking.yml");
    String digest = Pack.context(folder, List.of(), stackFile).digest();
    assertFalse(Pack.context(folder, List.of(), stackFile).names().containsKey("viking.yml"));
    write("viking.yml", "viking: {name: one, comment: other}");
    assertEquals(digest, Pack.context(folder, List.of(), stackFile).digest());
    write(".dockerignore", "!viking.yml\n");
    assertTrue(Pack.context(folder, List.of(), stackFile).names().containsKey("viking.yml"));
  }
}
