package viking.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.Stack;
import viking.core.stackfile.Problem;
import viking.core.stackfile.StackFile;

/** Which stack is meant where none is named: that of the stack file here. */
final class StackChoice {
  private static final String FILE = StackFile.USUAL_NAME;

  private static final Pattern SECTION =
      Pattern.compile("viking:[ ]*(?:#.*)?|viking:[ ]*\\{(.*)}[ ]*(?:#.*)?");
  private static final Pattern NAME =
      Pattern.compile("[ ]+name:[ ]+[\"']?([a-z0-9-]+)[\"']?[ ]*(?:#.*)?");
  private static final Pattern NAME_IN_BRACES =
      Pattern.compile("(?:^|.*[, ])name:[ ]*[\"']?([a-z0-9-]+)[\"']?[ ]*(?:,.*)?");

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The stack file; else viking.yml here.")
  private Optional<Path> file;

  /** The file, which need not be there if it was named. */
  Path file(Session session) {
    return beside(session)
        .orElseThrow(() -> session.misuse("there is no viking.yml here; -f names a stack file"));
  }

  /** What the file says; all that is wrong with it is told, and nothing is returned. */
  Optional<Stack> read(Session session) {
    StackFile read = StackFile.read(file(session), session.around().environment());
    read.problems().stream().map(Problem::toString).forEach(session::note);
    return read.stack();
  }

  /** The stack that was named; else the file's, if there is one. */
  Optional<String> name(Session session, Optional<String> named) {
    return named
        .map(name -> checked(session, name))
        .or(() -> beside(session).map(path -> nameIn(path, session)));
  }

  /** The same, for whoever needs one. */
  String needed(Session session, Optional<String> named) {
    return name(session, named)
        .orElseThrow(
            () ->
                session.misuse(
                    "which stack? There is no viking.yml here; name one, viking stacks lists them"));
  }

  static String checked(Session session, String name) {
    try {
      return Grammar.NAME.check("stack", name);
    } catch (BadInput e) {
      throw session.misuse(e.getMessage());
    }
  }

  private Optional<Path> beside(Session session) {
    return file.or(
        () -> Optional.of(session.around().here().resolve(FILE)).filter(Files::isRegularFile));
  }

  /** Where it stands as usual it is found in no time; else the file is read as a whole. */
  private static String nameIn(Path file, Session session) {
    return quickly(file)
        .or(() -> StackFile.name(file, session.around().environment()))
        .orElseThrow(
            () ->
                new BadInput(
                    file + " does not say which stack it is; viking plan -f " + file + " tells"));
  }

  private static Optional<String> quickly(Path file) {
    boolean inside = false;
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
          if (section.group(1) != null) {
            return matched(NAME_IN_BRACES, section.group(1));
          }
          inside = true;
        } else if (inside && !line.isBlank() && !line.startsWith("#")) {
          if (!line.startsWith(" ")) {
            return Optional.empty();
          }
          Optional<String> name = matched(NAME, line);
          if (name.isPresent()) {
            return name;
          }
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<String> matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches()
        ? Optional.of(matcher.group(1)).filter(Grammar.NAME::matches)
        : Optional.empty();
  }
}
