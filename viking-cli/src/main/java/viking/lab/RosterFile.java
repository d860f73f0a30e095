package viking.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import viking.core.model.BadInput;

/** A roster on disk: put there before the first thing of a lab is made, removed after the last. */
final class RosterFile {
  static final String NAME = "lab.properties";

  private static final String FRESH = NAME + ".new";
  private static final String FORMAT = "1";

  private RosterFile() {}

  /** The roster of the lab with that directory, if there is one. */
  static Optional<Roster> read(Path directory) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(directory.resolve(NAME), UTF_8)) {
      values.load(reader);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInput("cannot read " + directory.resolve(NAME) + ": " + e.getMessage(), e);
    }
    return Optional.of(roster(directory, values));
  }

  /** Those of all labs that have their directories beside each other, but for other versions'. */
  static List<Roster> readAll(Path parent) {
    try (Stream<Path> directories = Files.list(parent)) {
      return directories
          .filter(Files::isDirectory)
          .sorted()
          .map(RosterFile::readIfOurs)
          .flatMap(Optional::stream)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a crash may have left it just before the first write, or after the last deletion. */
  static boolean isBlank(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.allMatch(file -> file.endsWith(FRESH));
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Roster> readIfOurs(Path directory) {
    try {
      return read(directory);
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  static void write(Roster roster) {
    Properties values = new Properties();
    values.setProperty("format", FORMAT);
    values.setProperty("lab", roster.lab());
    values.setProperty("net", Integer.toString(roster.net()));
    values.setProperty("hosts", Integer.toString(roster.hosts()));
    values.setProperty("etcds", Integer.toString(roster.etcds()));
    values.setProperty("program", roster.program().toString());
    Path file = roster.directory().resolve(NAME);
    Path fresh = roster.directory().resolve(FRESH);
    try {
      Files.createDirectories(roster.directory());
      try (Writer writer = Files.newBufferedWriter(fresh, UTF_8)) {
        values.store(writer, "Who is in this lab. `viking lab down` takes it away.");
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LabFailure("cannot write " + file + ": " + e, e);
    }
  }

  private static Roster roster(Path directory, Properties values) {
    if (!FORMAT.equals(values.getProperty("format"))) {
      throw new BadInput(
          "the lab in %s is of another version of viking (format %s, not %s): end it with that one"
              .formatted(directory, values.getProperty("format", "unknown"), FORMAT));
    }
    return new Roster(
        LabPlan.checkName(values.getProperty("lab", "")),
        directory,
        number(directory, values, "net"),
        number(directory, values, "hosts"),
        number(directory, values, "etcds"),
        Path.of(values.getProperty("program", "")));
  }

  private static int number(Path directory, Properties values, String name) {
    String text = values.getProperty(name, "");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BadInput(
          "%s says %s=%s, which is no number".formatted(directory.resolve(NAME), name, text), e);
    }
  }
}
