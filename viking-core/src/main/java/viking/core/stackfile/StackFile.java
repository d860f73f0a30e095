package viking.core.stackfile;

import com.google.common.base.Suppliers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import viking.core.model.BadInput;
import viking.core.model.Stack;

/**
 * What a stack file says: the stack, or else everything that is wrong with it, in the order of its
 * lines.
 */
public record StackFile(Optional<Stack> stack, List<Problem> problems) {
  /** What the file is called where nobody names it. */
  public static final String USUAL_NAME = "viking.yml";

  static final String LEAST = "it has viking: {name: …} and, under 'deploy', what runs";

  public StackFile {
    problems = List.copyOf(problems);
    if (stack.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException("a stack file is either a stack or problems");
    }
  }

  /**
   * Reads a file; what it names is looked for beside it, and so is a {@code .env} file.
   *
   * @param environment what {@code ${VAR}} stands for; stronger than {@code .env}
   */
  public static StackFile read(Path file, Map<String, String> environment) {
    String name = file.toString();
    Problems problems = new Problems(name);
    Optional<String> text = Source.read(file, name, problems);
    return text.map(t -> read(name, t, folder(file).path(), environment))
        .orElseGet(() -> new StackFile(Optional.empty(), problems.sorted()));
  }

  /** Reads a text that would stand in that file in that folder. */
  public static StackFile read(
      String fileName, String text, Path folder, Map<String, String> environment) {
    Problems problems = new Problems(fileName);
    Folder beside = new Folder(folder);
    Variables variables = new Variables(environment, dotEnv(beside, problems));
    Surroundings around = new Surroundings(problems, variables, beside);
    Optional<Stack> stack = Optional.empty();
    try {
      stack =
          Source.checked(text, fileName, problems)
              .flatMap(checked -> YamlTree.read(fileName, checked, problems))
              .flatMap(all -> new StackReader(around).read(all));
    } catch (Problems.TooMany e) {
      return new StackFile(Optional.empty(), problems.sorted());
    }
    return new StackFile(stack.filter(any -> problems.none()), problems.sorted());
  }

  /**
   * The name alone, as the default of commands that need no more; whatever else may be wrong with
   * the file.
   */
  public static Optional<String> name(Path file, Map<String, String> environment) {
    String name = file.toString();
    Problems problems = new Problems(name);
    Folder beside = folder(file);
    Variables variables = new Variables(environment, dotEnv(beside, problems));
    try {
      return Source.read(file, name, problems)
          .flatMap(text -> YamlTree.read(name, text, problems))
          .flatMap(new StackReader(new Surroundings(problems, variables, beside))::name);
    } catch (Problems.TooMany e) {
      return Optional.empty();
    }
  }

  /** The stack; for whoever has use for one complaint only, all problems in it. */
  public Stack orThrow() {
    return stack.orElseThrow(
        () ->
            new BadInput(
                problems.stream()
                    .map(Problem::toString)
                    .reduce((one, next) -> one + System.lineSeparator() + next)
                    .orElseThrow()));
  }

  private static Folder folder(Path file) {
    return new Folder(Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file));
  }

  /** Read when a variable is first asked for: a file that nobody needs may be as it is. */
  private static Supplier<Map<String, String>> dotEnv(Folder folder, Problems problems) {
    return Suppliers.memoize(
        () ->
            folder.hasDotEnv()
                ? folder
                    .text(Folder.DOT_ENV, Folder.DOT_ENV, problems)
                    .map(text -> EnvFile.read(Folder.DOT_ENV, text, problems))
                    .orElse(Map.of())
                : Map.of());
  }
}
