package viking.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Signals to processes that are still the ones that were seen. */
final class Signals {
  /** What waits for a slow disk does not end before that has answered. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Signals() {}

  /**
   * Kills all such processes of a member, and whatever they start meanwhile, until there is none.
   */
  static void kill(Member member, Predicate<LabProcess> which) {
    Set<LabProcess> killed = new LinkedHashSet<>();
    boolean gone =
        Patience.until(
            PATIENCE,
            () -> {
              List<LabProcess> left = ProcessTable.of(member).stream().filter(which).toList();
              left.forEach(process -> end(process, ProcessHandle::destroyForcibly));
              killed.addAll(left);
              // One whose first thread is over is no longer found, but has not let go of all.
              killed.removeIf(process -> !isStill(process));
              return left.isEmpty() && killed.isEmpty();
            });
    if (!gone) {
      String stubborn =
          killed.stream()
              .findFirst()
              .map(process -> "process %d (%s)".formatted(process.pid(), process.command()))
              .orElse("what is started again and again");
      throw new LabFailure(
          "%s of %s does not end, not even by SIGKILL".formatted(stubborn, member.name()));
    }
  }

  static void terminate(LabProcess process) {
    end(process, ProcessHandle::destroy);
  }

  /**
   * Returns when all such processes stand still: each obeys only when its turn comes. One that goes
   * on waiting for a disk, or for a child that stands still, does nothing either.
   */
  static void pause(Member member, Predicate<LabProcess> which) {
    boolean unused =
        Patience.until(
            PATIENCE,
            () -> {
              List<LabProcess> left =
                  ProcessTable.of(member).stream()
                      .filter(which)
                      .filter(process -> !process.paused())
                      .toList();
              send("-STOP", left);
              return left.isEmpty();
            });
  }

  static void resume(Member member, Predicate<LabProcess> which) {
    send(
        "-CONT",
        ProcessTable.of(member).stream().filter(LabProcess::paused).filter(which).toList());
  }

  /** The handle holds the start time too, and looks at it again just before the signal. */
  private static void end(LabProcess process, Consumer<ProcessHandle> how) {
    ProcessHandle.of(process.pid()).filter(handle -> isStill(process)).ifPresent(how);
  }

  private static void send(String signal, List<LabProcess> processes) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.stream()
        .filter(Signals::isStill)
        .map(process -> Long.toString(process.pid()))
        .forEach(command::add);
    if (command.size() > 2) {
      // One of them may end just now, which is no failure.
      Shell.run(command.toArray(String[]::new));
    }
  }

  private static boolean isStill(LabProcess process) {
    return ProcessTable.stat(process.pid())
        .filter(stat -> stat.ticks() == process.ticks())
        .isPresent();
  }
}
