package viking.api.http;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds who listens on a port, as far as Linux tells: by its sockets and everybody's open files.
 */
final class PortHolder {
  private static final String LISTENS = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortHolder() {}

  /** Such as {@code nginx (pid 77)}. */
  static Optional<String> of(InetAddress address, int port) {
    Set<String> sockets =
        Stream.of("/proc/net/tcp", "/proc/net/tcp6")
            .flatMap(table -> lines(table).stream().skip(1))
            .map(line -> line.strip().split("\\s+"))
            .filter(row -> row.length > INODE && row[STATE].equals(LISTENS))
            .filter(row -> isIn(row[LOCAL], address, port))
            .map(row -> "socket:[" + row[INODE] + "]")
            .collect(Collectors.toSet());
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses()
            .map(ProcessHandle::pid)
            .filter(pid -> holdsAny(pid, sockets))
            .findFirst()
            .map(pid -> name(pid) + " (pid " + pid + ")");
  }

  /** Addresses are in the kernel's byte order, four bytes at a time; one of zeros is every one. */
  private static boolean isIn(String local, InetAddress address, int port) {
    int colon = local.indexOf(':');
    String host = local.substring(0, colon);
    return Integer.parseInt(local.substring(colon + 1), 16) == port
        && (host.matches("0+") || address.isAnyLocalAddress() || host.endsWith(hex(address)));
  }

  private static String hex(InetAddress address) {
    byte[] bytes = address.getAddress().clone();
    for (int word = 0; word < bytes.length; word += 4) {
      for (int i = 0; i < 2; i++) {
        byte kept = bytes[word + i];
        bytes[word + i] = bytes[word + 3 - i];
        bytes[word + 3 - i] = kept;
      }
    }
    return BaseEncoding.base16().encode(bytes).toUpperCase(Locale.ROOT);
  }

  private static boolean holdsAny(long pid, Set<String> sockets) {
    try (Stream<Path> files = Files.list(Path.of("/proc/%d/fd".formatted(pid)))) {
      return files.anyMatch(file -> sockets.contains(link(file)));
    } catch (IOException | UncheckedIOException e) {
      // Another user's, or just gone, perhaps while it was looked at: not to be known.
      return false;
    }
  }

  private static String link(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String name(long pid) {
    return lines("/proc/%d/comm".formatted(pid)).stream().findFirst().orElse("a process");
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
