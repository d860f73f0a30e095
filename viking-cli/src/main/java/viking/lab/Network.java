package viking.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lab's bridge, and the namespaces and links of its members. Whatever is there already, is left.
 */
final class Network {
  private static final Path LINKS = Path.of("/sys/class/net");
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final int UP = 1;

  private Network() {}

  static String routes() {
    return Shell.must("ip", "-4", "route", "show", "table", "all");
  }

  /** Makes the bridge, and lets its traffic pass where Docker has closed forwarding. */
  static void layBridge(Roster roster) {
    String bridge = roster.bridge();
    if (!isLink(bridge)) {
      Shell.must("ip", "link", "add", bridge, "type", "bridge");
    }
    Shell.must("ip", "address", "replace", roster.bridgeAddress() + "/24", "dev", bridge);
    Shell.must("ip", "link", "set", bridge, "up");
    if (!passes(bridge)) {
      Shell.must(passing("-I", bridge));
    }
  }

  /** Gives a member its namespace, its link and its address; the link is up then. */
  static void connect(Roster roster, Member member) {
    String name = member.handle();
    if (!isNamespace(member.namespace())) {
      // What was killed while it made one leaves a plain file.
      delete(member.namespace());
      Shell.must("ip", "netns", "add", name);
    }
    if (!isLink(name)) {
      Shell.must(
          "link add %s type veth peer name eth0 address %s netns %s\n"
              .formatted(name, member.card(), name),
          List.of("ip", "-batch", "-"));
    }
    Shell.must(
        "link set lo up\naddress replace %s/24 dev eth0\nlink set eth0 up\n"
            .formatted(member.address()),
        List.of("ip", "-n", name, "-batch", "-"));
    Shell.must("ip", "link", "set", name, "master", roster.bridge(), "up");
  }

  /** Pulls the cable: nobody reaches the member any more, but itself. */
  static void cut(Member member) {
    if (isLink(member.handle())) {
      Shell.must("ip", "link", "set", member.handle(), "down");
    }
  }

  static boolean isUp(Member member) {
    try {
      String flags = Files.readString(LINKS.resolve(member.handle()).resolve("flags")).strip();
      return (Integer.decode(flags) & UP) != 0;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isThere(Member member) {
    return isNamespace(member.namespace());
  }

  /** Takes a member's namespace and link away. */
  static void remove(Member member) {
    if (isLink(member.handle())) {
      Shell.must("ip", "link", "delete", member.handle());
    }
    if (isNamespace(member.namespace())) {
      Shell.must("ip", "netns", "delete", member.handle());
    }
    delete(member.namespace());
  }

  static void removeBridge(String lab) {
    String bridge = Roster.bridge(lab);
    while (passes(bridge)) {
      Shell.must(passing("-D", bridge));
    }
    if (isLink(bridge)) {
      Shell.must("ip", "link", "delete", bridge);
    }
  }

  /** The names of the members of which there is anything. */
  static List<String> members(String lab) {
    String prefix = Member.prefix(lab);
    return Stream.of(NAMESPACES, LINKS)
        .flatMap(Network::names)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .distinct()
        .toList();
  }

  static boolean isBridge(String lab) {
    return isLink(Roster.bridge(lab)) || passes(Roster.bridge(lab));
  }

  private static boolean passes(String bridge) {
    return Shell.run(passing("-C", bridge)).well();
  }

  private static String[] passing(String verb, String bridge) {
    return new String[] {
      "iptables", "-w", verb, "FORWARD", "-i", bridge, "-o", bridge, "-j", "ACCEPT"
    };
  }

  private static boolean isLink(String name) {
    return Files.exists(LINKS.resolve(name));
  }

  /** A namespace that has a name is mounted there, so that its device is another. */
  private static boolean isNamespace(Path path) {
    try {
      return Files.exists(path)
          && !Files.getAttribute(path, "unix:dev")
              .equals(Files.getAttribute(NAMESPACES, "unix:dev"));
    } catch (IOException e) {
      return false;
    }
  }

  private static Stream<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LabFailure("cannot delete " + file + ": " + e, e);
    }
  }
}
