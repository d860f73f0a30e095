package viking.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that a machine has of a lab, found by other ways than the lab's own. */
final class Traces {
  private Traces() {}

  static List<String> of(String lab, Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    add(found, "network namespace", "vk-" + lab + "-", "ip", "netns", "list");
    add(found, "link", "vk-" + lab + "-", "ip", "-o", "link");
    add(found, "bridge", "vk-" + lab + ":", "ip", "-o", "link");
    add(found, "rule", "vk-" + lab + " ", "iptables", "-w", "-S");
    add(found, "mount", directory + "/", "cat", "/proc/mounts");
    add(found, "cgroup", "vk-" + lab + "-", "find", "/sys/fs/cgroup", "-type", "d");
    // By their arguments and by their marks; zombies have neither. The search does not find itself.
    String pattern = "[/]" + directory.toString().substring(1) + "/";
    String files = "/proc/[0-9]*/environ /proc/[0-9]*/cmdline";
    add(found, "process", "/proc/", "sh", "-c", "grep -lsa '" + pattern + "' " + files);
    if (Files.exists(directory)) {
      found.add("directory " + directory);
    }
    return List.copyOf(found);
  }

  /** The sockets of a host's shims, which are in a directory that all engines share. */
  static List<Path> shimSockets(Path host) throws IOException {
    try (Stream<Path> files = Files.walk(host.resolve("exec/containerd/daemon"))) {
      return files.filter(file -> file.endsWith("address")).map(Traces::socket).toList();
    }
  }

  private static Path socket(Path address) {
    try {
      return Path.of(Files.readString(address).strip().replaceFirst("^unix://", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(List<String> found, String what, String mark, String... command)
      throws IOException {
    Process process = new ProcessBuilder(command).start();
    process
        .inputReader()
        .lines()
        .filter(line -> line.contains(mark))
        .forEach(line -> found.add(what + ": " + line));
  }
}
