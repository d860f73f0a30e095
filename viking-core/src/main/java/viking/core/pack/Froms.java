package viking.core.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import viking.core.model.BadInput;

/**
 * The images that a Dockerfile builds upon: those of its {@code FROM} and {@code COPY --from}. Its
 * own stages are none, nor is {@code scratch}.
 */
public final class Froms {
  private static final String COPY_FROM = "--from=";
  private static final String SCRATCH = "scratch";

  private final Variables variables;
  private final Set<String> stages = new HashSet<>();
  private final UnaryOperator<String> renamed;
  private final List<String> found = new ArrayList<>();

  private Froms(Map<String, String> args, UnaryOperator<String> renamed) {
    this.variables = new Variables(args);
    this.renamed = renamed;
  }

  /** In the order of their naming, each as often as it is named. */
  public static List<String> of(String dockerfileText) {
    return of(dockerfileText, Map.of());
  }

  /** With build arguments, which are stronger than the defaults of {@code ARG}. */
  public static List<String> of(String dockerfileText, Map<String, String> args) {
    Froms froms = new Froms(args, UnaryOperator.identity());
    Instruction.of(dockerfileText.lines().toList()).forEach(froms::read);
    return List.copyOf(froms.found);
  }

  /** The same Dockerfile with other names for those images; nothing else in it changes. */
  public static String renamed(
      String dockerfileText, Map<String, String> args, UnaryOperator<String> renamed) {
    Froms froms = new Froms(args, renamed);
    List<String> lines = dockerfileText.lines().toList();
    List<String> out = new ArrayList<>();
    int copied = 0;
    for (Instruction each : Instruction.of(lines)) {
      Optional<String> line = froms.read(each);
      if (line.isPresent()) {
        out.addAll(lines.subList(copied, each.first()));
        out.add(line.get());
        copied = each.end();
      }
    }
    out.addAll(lines.subList(copied, lines.size()));
    return String.join("\n", out) + "\n";
  }

  /** The line as it is to be, where an image in it has another name. */
  private Optional<String> read(Instruction line) {
    return switch (line.keyword()) {
      case "ARG" -> {
        if (stages.isEmpty()) {
          variables.declare(line.rest());
        }
        yield Optional.empty();
      }
      case "FROM" -> from(line);
      case "COPY" -> copy(line);
      default -> Optional.empty();
    };
  }

  private Optional<String> from(Instruction line) {
    List<String> words = new ArrayList<>(Arrays.asList(line.rest().split("\\s+")));
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("--")) {
      at++;
    }
    if (at == words.size() || words.get(at).isEmpty()) {
      throw new BadInput("Dockerfile line " + (line.first() + 1) + ": FROM names no image");
    }
    String image = variables.filledIn(words.get(at), line.first() + 1);
    Optional<String> other = image(image);
    // Nameless stages count too, if only to tell that the first FROM has been.
    boolean named = at + 2 < words.size() && words.get(at + 1).equalsIgnoreCase("as");
    stages.add(named ? words.get(at + 2).toLowerCase(Locale.ROOT) : " ");
    if (other.isEmpty()) {
      return Optional.empty();
    }
    words.set(at, other.get());
    return Optional.of("FROM " + String.join(" ", words));
  }

  private Optional<String> copy(Instruction line) {
    Optional<String> from =
        Arrays.stream(line.rest().split("\\s+"))
            .takeWhile(word -> word.startsWith("--"))
            .filter(word -> word.startsWith(COPY_FROM))
            .findFirst();
    // A number is a stage, and variables are not filled in here, Docker says.
    return from.map(word -> word.substring(COPY_FROM.length()))
        .filter(image -> !image.isEmpty() && !image.matches("[0-9]+") && !image.contains("$"))
        .flatMap(this::image)
        .map(other -> "COPY " + replaced(line.rest(), from.get(), COPY_FROM + other));
  }

  private static String replaced(String text, String once, String by) {
    int at = text.indexOf(once);
    return text.substring(0, at) + by + text.substring(at + once.length());
  }

  private Optional<String> image(String name) {
    if (name.equals(SCRATCH) || stages.contains(name.toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    found.add(name);
    String other = renamed.apply(name);
    return other.equals(name) ? Optional.empty() : Optional.of(other);
  }
}
