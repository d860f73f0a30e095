package viking.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import viking.lab.LabHost;

/** What a host's process has taken, as the kernel tells it. */
record HostFigures(long residentKb, double cpuSeconds) {
  /** Fixed on Linux, whatever the kernel's own tick is. */
  private static final double TICKS_A_SECOND = 100;

  /** Of the words behind the program's name in {@code /proc/<pid>/stat}: utime, then stime. */
  private static final int USER = 11;

  /** user, nice, system, irq, softirq. */
  private static final int[] MACHINE_BUSY = {1, 2, 3, 6, 7};

  static HostFigures of(Cluster cluster, LabHost host) {
    return of(process(cluster.lab().directory().resolve(host.name()), host));
  }

  static HostFigures of(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    String stat = read(proc.resolve("stat"));
    List<String> words = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    long resident =
        read(proc.resolve("status"))
            .lines()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> line.replaceAll("[^0-9]", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow();
    long ticks = Long.parseLong(words.get(USER)) + Long.parseLong(words.get(USER + 1));
    return new HostFigures(resident, ticks / TICKS_A_SECOND);
  }

  /** What all processes of this machine have taken so far, idling left out. */
  static double machineCpuSeconds() {
    List<String> words =
        List.of(read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +"));
    long busy = 0;
    for (int i : MACHINE_BUSY) {
      busy += Long.parseLong(words.get(i));
    }
    return busy / TICKS_A_SECOND;
  }

  /** Whether any process has the words in its command line. */
  static boolean isNamed(String words) {
    return ProcessHandle.allProcesses().anyMatch(each -> commandLine(each).contains(words));
  }

  private static ProcessHandle process(Path directory, LabHost host) {
    return ProcessHandle.allProcesses()
        .filter(each -> commandLine(each).contains(directory + "/"))
        .filter(each -> commandLine(each).contains("viking.cli.HostMain host"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(host.name() + " does not run"));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", process.pid() + "", "cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
