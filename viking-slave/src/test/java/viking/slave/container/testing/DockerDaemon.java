package viking.slave.container.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import viking.core.store.testing.Eventually;

/**
 * A Docker engine of a test's own that may be stopped, killed and held in its tracks. It has a
 * network namespace to itself, since an engine without a bridge deletes the machine's docker0. It
 * dies with the JVM: its shell kills it when the pipe to the JVM breaks.
 */
public final class DockerDaemon implements AutoCloseable {
  private static final String SHELL =
      "unshare --net dockerd \"$@\" >>\"$0\" 2>&1 & echo $!; read -r how; kill -\"${how:-TERM}\" $!; wait $!";

  private final Path directory;
  private Optional<Process> shell = Optional.empty();
  private String pid = "";

  private DockerDaemon(Path directory) {
    this.directory = directory;
  }

  public static DockerDaemon start() {
    try {
      DockerDaemon daemon = new DockerDaemon(Files.createTempDirectory("viking-dockerd"));
      daemon.begin();
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("unix://" + directory.resolve("docker.sock"));
  }

  public DockerTool tool() {
    return new DockerTool(address().toString());
  }

  /** Starts it again and waits until it answers. */
  public void begin() {
    List<String> command =
        List.of(
            "sh",
            "-c",
            SHELL,
            directory.resolve("log").toString(),
            "-H",
            address().toString(),
            "--data-root=" + directory.resolve("data"),
            "--exec-root=" + directory.resolve("exec"),
            "--pidfile=" + directory.resolve("pid"),
            "--bridge=none",
            "--iptables=false");
    try {
      Process started = new ProcessBuilder(command).start();
      shell = Optional.of(started);
      pid = started.inputReader().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Eventually.holds("dockerd answers", this::answers);
  }

  /** Ends it in order, and its containers with it. */
  public void end() {
    end("TERM");
  }

  /** Ends it at once; its containers go on without it. */
  public void kill() {
    end("KILL");
  }

  /** Holds it in its tracks: it takes connections and says nothing. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  @Override
  public void close() {
    if (shell.isPresent()) {
      resume();
      tool().run("system", "prune", "-af");
      end();
    }
    try {
      new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(String signal) {
    try {
      Process running = shell.orElseThrow();
      running
          .getOutputStream()
          .write((signal + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      running.getOutputStream().close();
      running.waitFor();
      shell = Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() {
    try {
      tool().run("version");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
