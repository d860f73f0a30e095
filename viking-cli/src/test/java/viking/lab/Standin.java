package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program in place of viking's: it serves {@code /health}, and leaves its arguments. */
final class Standin {
  private static final String SERVING =
      """
      #!/bin/sh
      all=$*
      while [ $# -gt 0 ]; do
        case $1 in --data-dir) dir=$2 ;; esac
        shift
      done
      mkdir -p "$dir/www" && echo well >"$dir/www/health" && echo "$all" >"$dir/arguments"
      echo "serving $all"
      exec busybox httpd -f -p 1113 -h "$dir/www"
      """;

  private Standin() {}

  static Path serving(Path directory) throws IOException {
    return program(directory.resolve("standin"), SERVING);
  }

  /** One that complains and ends. */
  static Path failing(Path directory) throws IOException {
    return program(directory.resolve("failing"), "#!/bin/sh\necho no luck today >&2\nexit 1\n");
  }

  private static Path program(Path file, String text) throws IOException {
    Files.writeString(file, text, UTF_8);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
    return file;
  }
}
