package viking.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import viking.core.model.BadInput;

/** What a lab needs of the machine, looked at before anything is made. */
final class Needs {
  private static final long LEAST_BYTES = 2_000_000_000;
  private static final String ROOT = "0";

  /** Each tool, and the Debian package that it comes in. */
  private static final Map<String, String> TOOLS =
      Map.of(
          "ip", "iproute2",
          "iptables", "iptables",
          "dockerd", "docker.io",
          "etcd", "etcd-server",
          "etcdctl", "etcd-client",
          "nsenter", "util-linux",
          "setsid", "util-linux",
          "unshare", "util-linux");

  private Needs() {}

  /** For a look and a touch: Linux, root, the tools. */
  static void check() {
    String system = System.getProperty("os.name");
    if (!system.equals("Linux")) {
      throw new BadInput("a lab needs Linux's network namespaces, and this is " + system);
    }
    if (!user().equals(ROOT)) {
      throw new BadInput("a lab needs root, for its networks and engines: use sudo");
    }
    checkTools(Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  /** For making one: the right to make namespaces and some room on disk, too. */
  static void checkToMake(Path parent) {
    check();
    Said said = Shell.run("unshare", "--net", "true");
    if (!said.well()) {
      throw new BadInput(
          "no network namespace can be made here (%s): use the machine itself, or a privileged container"
              .formatted(said.complaint()));
    }
    try {
      Files.createDirectories(parent);
      long free = Files.getFileStore(parent).getUsableSpace();
      if (free < LEAST_BYTES) {
        throw new BadInput(
            "only %d MB are free where %s is, a lab needs %d: make room, or set VIKING_LAB_DIR"
                .formatted(free / 1_000_000, parent, LEAST_BYTES / 1_000_000));
      }
    } catch (IOException e) {
      throw new BadInput("cannot make %s, where labs are kept: %s".formatted(parent, e), e);
    }
  }

  static void checkTools(String path) {
    List<Path> folders =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(path)
            .map(Path::of)
            .toList();
    List<String> missing =
        TOOLS.keySet().stream()
            .sorted()
            .filter(tool -> folders.stream().noneMatch(f -> Files.isExecutable(f.resolve(tool))))
            .toList();
    if (!missing.isEmpty()) {
      TreeMap<String, String> packages = new TreeMap<>();
      missing.forEach(tool -> packages.put(TOOLS.get(tool), tool));
      throw new BadInput(
          "a lab needs %s: apt-get install %s"
              .formatted(String.join(", ", missing), String.join(" ", packages.keySet())));
    }
  }

  private static String user() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException e) {
      throw new LabFailure("cannot tell who runs this: " + e, e);
    }
  }
}
