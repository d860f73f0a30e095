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
    add(found, "rule", "vk-" + lab + " ", "iptables", "-S");
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

  /** The sockets of all shims of the machine. */
  static List<Path> shimSockets() {
    Path folder = Path.of("/run/containerd/s");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
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
