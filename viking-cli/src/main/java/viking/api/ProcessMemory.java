package viking.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of this process's memory. */
final class ProcessMemory {
  private static final String LINE = "VmRSS:";
  private static final int KIB = 1024;

  private ProcessMemory() {}

  /** In bytes; NaN where it cannot be known. */
  static double resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToDouble(number -> Double.parseDouble(number) * KIB)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
