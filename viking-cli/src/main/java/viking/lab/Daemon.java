package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A program that runs in a member's namespace until it is stopped, whatever becomes of its starter.
 *
 * @param role also names its log
 */
record Daemon(Member member, String role, List<String> command) {
  private static final long LONGEST_LOG = 10_000_000;
  private static final int LAST_BYTES = 4_096;

  /** How it stands with one. */
  enum State {
    RUNNING,
    PAUSED,
    DEAD;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How it stands, and its process where it has one. */
  record Life(State state, Optional<LabProcess> process) {}

  Life life() {
    return life(ProcessTable.of(member));
  }

  /** As of the given processes of its member. */
  Life life(List<LabProcess> processes) {
    String recorded = recorded();
    return processes.stream()
        .filter(process -> process.role().equals(role) && record(process).equals(recorded))
        .findFirst()
        .map(
            process ->
                new Life(process.paused() ? State.PAUSED : State.RUNNING, Optional.of(process)))
        .orElse(new Life(State.DEAD, Optional.empty()));
  }

  /** Looks at the one process that was started last, and so costs little. */
  boolean isDead() {
    String recorded = recorded();
    int space = recorded.indexOf(' ');
    return space < 0
        || ProcessTable.stat(Long.parseLong(recorded.substring(0, space)))
            .filter(stat -> Long.toString(stat.ticks()).equals(recorded.substring(space + 1)))
            .isEmpty();
  }

  /** Starts it, after an end to what is left of an earlier one. */
  void start() {
    Signals.kill(member, this::goesWith);
    rotate();
    List<String> whole =
        new ArrayList<>(List.of("setsid", "nsenter", "--net=" + member.namespace(), "--"));
    whole.addAll(command);
    long pid =
        Shell.detached(
            log(),
            Map.of(ProcessTable.MARK, member.directory().toString(), ProcessTable.ROLE, role),
            whole);
    ProcessTable.stat(pid).ifPresent(stat -> write(pid + " " + stat.ticks()));
  }

  /** Whether a process dies with this one. */
  boolean goesWith(LabProcess process) {
    return role.equals(Daemons.DOCKERD) ? process.isEngine() : process.role().equals(role);
  }

  Path log() {
    return log(member, role);
  }

  static Path log(Member member, String role) {
    return member.directory().resolve(role + ".log");
  }

  /** Where its log is, and the last that it says. */
  String lastWords() {
    try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LAST_BYTES));
      byte[] end = new byte[LAST_BYTES];
      int count = Math.max(0, file.read(end));
      String last =
          new String(end, 0, count, UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .reduce((first, second) -> second)
              .orElse("nothing");
      return "its log, " + log() + ", ends with: " + last.strip();
    } catch (IOException e) {
      return "it has no log: " + e.getMessage();
    }
  }

  private static String record(LabProcess process) {
    return process.pid() + " " + process.ticks();
  }

  /** The process that was started last: its id and its start time. */
  private String recorded() {
    try {
      return Files.readString(pidFile(), UTF_8);
    } catch (IOException e) {
      return "none";
    }
  }

  private void write(String text) {
    try {
      Path fresh =
          Files.writeString(member.directory().resolve(role + ".started.new"), text, UTF_8);
      Files.move(fresh, pidFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LabFailure("cannot write " + pidFile() + ": " + e, e);
    }
  }

  private Path pidFile() {
    return member.directory().resolve(role + ".started");
  }

  private void rotate() {
    try {
      if (Files.exists(log()) && Files.size(log()) > LONGEST_LOG) {
        Path old = member.directory().resolve(role + ".log.1");
        Files.move(log(), old, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new LabFailure("cannot rotate " + log() + ": " + e, e);
    }
  }
}
