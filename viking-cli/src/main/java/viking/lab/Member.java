package viking.lab;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One machine of a lab: its names and its place.
 *
 * @param name as in {@code h1} or {@code etcd1}
 * @param directory holds all that it has on disk
 */
record Member(String lab, String name, Kind kind, String address, Path directory) {
  private static final Pattern PERIOD = Pattern.compile("\\.");

  /** What a member is for. */
  enum Kind {
    MASTER,
    SLAVE,
    ETCD;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isHost() {
    return kind != Kind.ETCD;
  }

  /** The name of its network namespace, of its end on the bridge and of its containers' cgroup. */
  String handle() {
    return handle(lab, name);
  }

  static String handle(String lab, String name) {
    return prefix(lab) + name;
  }

  /** What all handles of a lab begin with, and no other lab's. */
  static String prefix(String lab) {
    return "vk-" + lab + "-";
  }

  /**
   * The address of its network card, made of its IP address: a new card would puzzle the others.
   */
  String card() {
    String[] numbers = PERIOD.split(address, -1);
    return "02:76:6b:%02x:%02x:%02x"
        .formatted(
            Integer.parseInt(numbers[1]),
            Integer.parseInt(numbers[2]),
            Integer.parseInt(numbers[3]));
  }

  Path namespace() {
    return Path.of("/run/netns").resolve(handle());
  }

  Path socket() {
    return directory.resolve("docker.sock");
  }

  Path execRoot() {
    return directory.resolve("exec");
  }
}
