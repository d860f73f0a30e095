package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes a member apart, as far as there is anything of it: a crash may have been here before. */
final class Demolition {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final String SOCKET = "unix://";

  private Demolition() {}

  /** As when the machine loses its power: what is on its disk stays, and nothing else. */
  static void powerOff(Member member) {
    Network.cut(member);
    Signals.kill(member, process -> true);
    unmountBelow(member.directory());
    removeShimSockets(member);
    erase(member.execRoot());
    removeCgroups(member);
    Network.remove(member);
  }

  static void unmountBelow(Path directory) {
    for (Path mount : mountsBelow(directory)) {
      if (!Shell.run("umount", mount.toString()).well()) {
        Shell.must("umount", "--lazy", mount.toString());
      }
    }
  }

  /** The innermost first. */
  static List<Path> mountsBelow(Path directory) {
    try {
      return Files.readAllLines(Path.of("/proc/self/mounts"), UTF_8).stream()
          .map(line -> SPACE.splitAsStream(line).skip(1).findFirst().orElse(""))
          .map(point -> Path.of(point.replace("\\040", " ")))
          .filter(point -> point.startsWith(directory))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new LabFailure("cannot read the mounts: " + e, e);
    }
  }

  /** Deletes what is there, and nothing on other file systems that may be mounted in it. */
  static void erase(Path path) {
    Shell.must("rm", "-rf", "--one-file-system", "--", path.toString());
  }

  /** A shim that is killed leaves its socket in a directory that all engines share. */
  private static void removeShimSockets(Member member) {
    Path tasks = member.execRoot().resolve("containerd/daemon");
    if (!Files.isDirectory(tasks)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tasks)) {
      for (Path file : files.filter(f -> f.endsWith("address")).toList()) {
        String address = Files.readString(file, UTF_8).strip();
        if (address.startsWith(SOCKET)) {
          Files.deleteIfExists(Path.of(address.substring(SOCKET.length())));
        }
      }
    } catch (IOException e) {
      throw new LabFailure("cannot remove the sockets of " + member.name() + ": " + e, e);
    }
  }

  /** In the one tree of version 2, or in each one of version 1. */
  private static void removeCgroups(Member member) {
    try (Stream<Path> trees = Files.list(CGROUPS)) {
      Stream.concat(Stream.of(CGROUPS), trees)
          .map(tree -> tree.resolve(member.handle()))
          .filter(Files::isDirectory)
          .forEach(Demolition::removeCgroup);
    } catch (IOException e) {
      throw new LabFailure("cannot list " + CGROUPS + ": " + e, e);
    }
  }

  private static void removeCgroup(Path cgroup) {
    try (Stream<Path> tree = Files.walk(cgroup)) {
      for (Path folder :
          tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new LabFailure("cannot remove " + cgroup + ": " + e, e);
    }
  }
}
