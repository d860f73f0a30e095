package viking.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Who asks, for the history: {@code alice@laptop}. */
final class Author {
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  private Author() {}

  static String of(Map<String, String> environment) {
    // Who has become root says more by who they were.
    String user =
        first(
            environment.get("SUDO_USER"), environment.get("USER"), System.getProperty("user.name"));
    return user + "@" + host();
  }

  private static String first(String... names) {
    for (String name : names) {
      if (name != null && !name.isBlank()) {
        return name;
      }
    }
    return "somebody";
  }

  private static String host() {
    try {
      return Files.readString(HOSTNAME).strip();
    } catch (IOException e) {
      return InetAddress.getLoopbackAddress().getHostName();
    }
  }
}
