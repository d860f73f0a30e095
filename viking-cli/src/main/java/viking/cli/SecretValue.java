package viking.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import viking.core.model.BadInput;

/** Where a secret's value comes from; it is never an argument, which others could see. */
final class SecretValue {
  /** More than any secret may have: how much more need not be known. */
  private static final int MOST = (64 << 10) + 3;

  private final Surroundings around;

  SecretValue(Surroundings around) {
    this.around = around;
  }

  byte[] read(String name, Optional<Path> file) {
    if (file.isPresent()) {
      return ofFile(file.get());
    }
    return around.keyboard().isPresent() ? asked(name) : piped();
  }

  private static byte[] ofFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST);
    } catch (NoSuchFileException e) {
      throw new BadInput("there is no file " + file, e);
    } catch (IOException e) {
      throw new BadInput(file + " cannot be read: " + reason(e), e);
    }
  }

  private static byte[] piped() {
    try {
      return withoutLineBreak(System.in.readNBytes(MOST));
    } catch (IOException e) {
      throw new BadInput("standard input cannot be read: " + reason(e), e);
    }
  }

  private static byte[] asked(String name) {
    Console console = System.console();
    if (console == null) {
      throw new BadInput(
          "it cannot be asked for unseen here: give it on standard input, or with --from FILE");
    }
    char[] typed = console.readPassword("%s: ", name);
    return typed == null ? new byte[0] : new String(typed).getBytes(UTF_8);
  }

  /** What echo adds is not meant; the last line of several is whole with it. */
  static byte[] withoutLineBreak(byte[] input) {
    int length = input.length;
    int first = 0;
    while (first < length && input[first] != '\n') {
      first++;
    }
    if (first != length - 1) {
      return input;
    }
    boolean windows = first > 0 && input[first - 1] == '\r';
    return Arrays.copyOf(input, windows ? first - 1 : first);
  }

  private static String reason(IOException problem) {
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }
}
