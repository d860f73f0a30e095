package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import viking.core.model.Cluster;

/**
 * What {@code viking --version} says; the build writes the number into a file beside this class.
 */
final class Version {
  private Version() {}

  static String text() {
    return "viking %s (key format %d, Java %s)"
        .formatted(number(), Cluster.FORMAT, System.getProperty("java.version"));
  }

  static String number() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
