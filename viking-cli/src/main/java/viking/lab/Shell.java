package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The one place that starts programs. */
final class Shell {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern OTHERS =
      Pattern.compile("VIKING_.*|ETCD.*|DOCKER_.*|NOTIFY_SOCKET|(?i:(http|https|all)_proxy)");
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
   * background holds nobody up; they have lost their names before the command is over.
   */
  static Said run(
      Duration patience, String input, Map<String, String> environment, List<String> command) {
    try {
      Path in = Files.createTempFile("viking-lab", null);
      Path out = Files.createTempFile("viking-lab", null);
      Path err = Files.createTempFile("viking-lab", null);
      ProcessBuilder builder =
          builder(environment, command)
              .redirectInput(Files.writeString(in, input, UTF_8).toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      try (InputStream said = Files.newInputStream(out);
          InputStream complained = Files.newInputStream(err)) {
        Process process;
        try {
          process = start(builder);
        } finally {
          for (Path file : List.of(in, out, err)) {
            Files.delete(file);
          }
        }
        await(process, patience, command);
        return new Said(process.exitValue(), text(said), text(complained));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process, Duration patience, List<String> command) {
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

  /**
   * Of viking's own environment goes what would speak of another cluster, engine or etcd, and the
   * proxies: they do not know the way to a lab.
   */
  private static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> !LAUNCHER.contains(name) && OTHERS.matcher(name).matches());
    builder.environment().putAll(environment);
    return builder;
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }
}
