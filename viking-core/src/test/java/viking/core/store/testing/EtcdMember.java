package viking.core.store.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import viking.core.store.EtcdConfig;

/**
 * A real etcd of one member on loopback, which a test may kill, pause, wipe and restore. It dies
 * with the JVM, even with one that is killed: its shell kills it when the pipe to the JVM breaks.
 */
public final class EtcdMember implements AutoCloseable {
  private static final String SHELL =
      "etcd \"$@\" >>\"$0\" 2>&1 & echo $!; read -r never; kill -9 $!; wait $!";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final int clientPort;
  private final int peerPort;
  private final List<String> more;
  private Optional<Process> shell = Optional.empty();
  private String pid = "";

  private EtcdMember(Path directory, int clientPort, int peerPort, List<String> more) {
    this.directory = directory;
    this.clientPort = clientPort;
    this.peerPort = peerPort;
    this.more = more;
  }

  /** Makes one with an empty data directory and starts it, with more arguments of etcd's. */
  public static EtcdMember start(String... more) {
    try {
      EtcdMember member =
          new EtcdMember(
              Files.createTempDirectory("viking-etcd"),
              Outside.freePort(),
              Outside.freePort(),
              List.of(more));
      member.begin();
      return member;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + clientPort;
  }

  /** For a client that takes a disk that is held up for no fault of etcd's. */
  public EtcdConfig patiently() {
    return EtcdConfig.of(endpoint()).withDeadline(PATIENCE).withPatience(PATIENCE);
  }

  /** Starts it again after a kill and waits until it answers. */
  public void begin() {
    beginUnwatched();
    Eventually.holds(() -> "etcd answers\n" + log(), this::answers);
  }

  /** Starts it again after a kill. */
  public void beginUnwatched() {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SHELL));
    command.add(directory.resolve("log").toString());
    command.addAll(arguments());
    command.addAll(more);
    try {
      Process started = new ProcessBuilder(command).start();
      shell = Optional.of(started);
      pid = started.inputReader().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it serves, asked by other means than the store's. */
  public boolean answers() {
    return Outside.answers(endpoint());
  }

  /** As kill -9 does. */
  public void kill() {
    shell.ifPresent(
        running -> {
          try {
            running.getOutputStream().close();
            running.waitFor();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    shell = Optional.empty();
  }

  /** Holds it in its tracks: it takes connections and says nothing. */
  public void pause() {
    Outside.run("kill", "-STOP", pid);
  }

  public void resume() {
    Outside.run("kill", "-CONT", pid);
  }

  /** Takes its data away; only while it is not running. */
  public void wipe() {
    delete(data());
  }

  /** Saves what it holds. */
  public Path save() {
    Path image = directory.resolve("image" + System.nanoTime());
    ctl("snapshot", "save", image.toString());
    return image;
  }

  /** Puts what was saved in place of its data; only while it is not running. */
  public void restore(Path image) {
    wipe();
    ctl(
        "snapshot",
        "restore",
        image.toString(),
        "--data-dir",
        data().toString(),
        "--initial-cluster",
        "default=" + peer(),
        "--initial-advertise-peer-urls",
        peer());
  }

  /** Runs etcdctl on it and returns what it prints. */
  public String ctl(String... arguments) {
    return Outside.ctl(endpoint(), arguments);
  }

  /** Runs a script with the endpoint as its $0 and the argument as its $1. */
  public String shell(String script, String argument) {
    return Outside.run("sh", "-c", script, endpoint(), argument);
  }

  @Override
  public void close() {
    kill();
    delete(directory);
  }

  private List<String> arguments() {
    return List.of(
        "--data-dir=" + data(),
        "--listen-client-urls=" + endpoint(),
        "--advertise-client-urls=" + endpoint(),
        "--listen-peer-urls=" + peer(),
        "--initial-advertise-peer-urls=" + peer(),
        "--initial-cluster=default=" + peer());
  }

  private Path data() {
    return directory.resolve("data");
  }

  private String peer() {
    return "http://127.0.0.1:" + peerPort;
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private static void delete(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
