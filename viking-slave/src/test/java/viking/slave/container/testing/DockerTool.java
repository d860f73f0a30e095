package viking.slave.container.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import viking.core.store.testing.Eventually;

/** The docker command, the hand that meddles with containers in tests. */
public final class DockerTool {
  /** A busybox and nothing else. */
  public static final String IMAGE = "viking-engine-test:1";

  private static final String IMPORT =
      """
      tree=$(mktemp -d) && mkdir -p $tree/bin $tree/tmp $tree/etc \
      && cp "$(command -v busybox)" $tree/bin/busybox \
      && for name in sh sleep cat nc httpd false true id kill mount ps touch; do
        ln -s busybox $tree/bin/$name; done \
      && echo 'root:x:0:0::/:/bin/sh' > $tree/etc/passwd \
      && echo text > $tree/etc/plain \
      && tar -C $tree -c . | docker -H "$0" import - "$1" && rm -r "$tree"
      """;

  private final String host;

  public DockerTool(String host) {
    this.host = host;
  }

  public String host() {
    return host;
  }

  /** Makes the image unless it is there. */
  public void haveImage() {
    if (run("images", "-q", IMAGE).isEmpty()) {
      execute(List.of("sh", "-c", IMPORT, host, IMAGE));
    }
  }

  public String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("timeout", "120", "docker", "-H", host));
    command.addAll(List.of(arguments));
    return execute(command);
  }

  /** Returns when a process of the container has made the file. */
  public void awaitFile(String container, String path) {
    Eventually.holds(path + " is there", () -> succeeds("exec", container, "cat", path));
  }

  /** What a shell prints. */
  public static String shell(String script) {
    return execute(List.of("sh", "-c", script));
  }

  /** Removes all containers and volumes of one cluster. */
  public void removeAll(String cluster) {
    String mark = "label=viking.cluster=" + cluster;
    removeAll(List.of("ps", "-aq", "--filter", mark), "rm", "-fv");
    removeAll(List.of("volume", "ls", "-q", "--filter", mark), "volume", "rm", "-f");
  }

  /** What goes by itself just then refuses to be removed; it is looked for again. */
  private void removeAll(List<String> listing, String... removing) {
    Eventually.holds(
        () -> "none is left of " + run(listing.toArray(String[]::new)),
        () -> {
          List<String> left = run(listing.toArray(String[]::new)).lines().toList();
          for (String each : left) {
            List<String> command = new ArrayList<>(List.of(removing));
            command.add(each);
            boolean unused = succeeds(command.toArray(String[]::new));
          }
          return left.isEmpty();
        });
  }

  private boolean succeeds(String... arguments) {
    try {
      run(arguments);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static String execute(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
