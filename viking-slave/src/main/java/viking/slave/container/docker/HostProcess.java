package viking.slave.container.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes of containers, as this machine shows them. */
final class HostProcess {
  private HostProcess() {}

  /** Kills the process and its descendants, if it runs here in that container. */
  static void killIfOf(String container, long pid) {
    ProcessHandle.of(pid)
        .filter(process -> isOf(container, pid))
        .ifPresent(
            process -> {
              process.descendants().forEach(ProcessHandle::destroyForcibly);
              process.destroyForcibly();
            });
  }

  private static boolean isOf(String container, long pid) {
    try {
      return Files.readString(Path.of("/proc/%d".formatted(pid), "cgroup")).contains(container);
    } catch (IOException e) {
      return false;
    }
  }
}
