package viking.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An image for the engines of a lab, which can pull none. */
final class Image {
  private static final String NAME = "busybox";

  private Image() {}

  /** Puts busybox into a host's engine. */
  static void into(LabHost host, Path folder) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("image/bin"));
    String busybox = Shell.must("sh", "-c", "command -v busybox").strip();
    Files.copy(Path.of(busybox), bin.resolve("busybox"));
    Path archive = folder.resolve("image.tar");
    Shell.must("tar", "-C", folder.resolve("image").toString(), "-cf", archive.toString(), ".");
    docker(host, "import", archive.toString(), NAME);
  }

  /** Starts a container that goes on and on, and returns its id. */
  static String run(LabHost host) {
    return docker(host, "run", "-d", "--stop-timeout=0", NAME, "/bin/busybox", "sleep", "100000");
  }

  static String state(LabHost host, String id) {
    return docker(host, "inspect", "-f", "{{.State.Status}}", id);
  }

  private static String docker(LabHost host, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "docker";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Said said = host.exec(List.of(command));
    assertTrue(said.well(), () -> String.join(" ", command) + ": " + said.err());
    return said.out().strip();
  }
}
