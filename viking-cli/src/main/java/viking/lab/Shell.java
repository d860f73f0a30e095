package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The one place that starts programs. */
final class Shell {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> OTHERS = List.of("VIKING_", "ETCD", "DOCKER_", "NOTIFY_SOCKET");
  private static final List<String> LAUNCHER = List.of("VIKING_JAVA_HOME", "VIKING_JAVA_OPTS");

  private Shell() {}

  /** Runs a command that must succeed, and returns what it prints. */
  static String must(String... command) {
    return must("", List.of(command));
  }

  /** Runs a command that must succeed, with something to read, and returns what it prints. */
  static String must(String input, List<String> command) {
    Said said = run(PATIENCE, input, Map.of(), command);
    if (!said.well()) {
      throw new LabFailure(String.join(" ", command) + ": " + said.complaint());
    }
    return said.out();
  }

  static Said run(String... command) {
    return run(PATIENCE, "", Map.of(), List.of(command));
  }

  /**
   * Runs a command to its end. Its output goes through files, so that what it leaves running in the
   * background holds nobody up.
   */
  static Said run(
      Duration patience, String input, Map<String, String> environment, List<String> command) {
    try {
      Path folder = Files.createTempDirectory("viking-lab");
      try {
        return run(folder, patience, input, environment, command);
      } finally {
        for (String name : List.of("in", "out", "err")) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Said run(
      Path folder,
      Duration patience,
      String input,
      Map<String, String> environment,
      List<String> command)
      throws IOException {
    Path in = Files.writeString(folder.resolve("in"), input, UTF_8);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        builder(environment, command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Process process = start(builder);
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new LabFailure(
            "%s: not over after %d s".formatted(String.join(" ", command), patience.toSeconds()));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(e);
    }
    return new Said(process.exitValue(), text(out), text(err));
  }

  /** Runs a command on the terminal, or whatever else there is, of viking itself. */
  static int attached(Map<String, String> environment, List<String> command) {
    try {
      return start(builder(environment, command).inheritIO()).waitFor();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Starts what is to live on by itself, in a session of its own, and returns its process id. Each
   * program in the command must become the next one, or the id is of the first alone.
   */
  static long detached(Path log, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        builder(environment, command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    return start(builder).pid();
  }

  static LabFailure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LabFailure("interrupted", e);
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new LabFailure("cannot start " + builder.command().get(0) + ": " + e.getMessage(), e);
    }
  }

  /** Of viking's own environment goes what would speak of another cluster, engine or etcd. */
  private static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> !LAUNCHER.contains(name) && OTHERS.stream().anyMatch(name::startsWith));
    builder.environment().putAll(environment);
    return builder;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
