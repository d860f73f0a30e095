package viking.core.stackfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import viking.core.model.BadInput;
import viking.core.model.Build;
import viking.core.pack.Froms;

/** One entry under {@code build}. Variables are not put into Dockerfiles, which have their own. */
final class BuildReader {
  private static final String OURS = "viking:";
  private static final Pattern FROM = Pattern.compile("(?i)\\s*FROM\\b.*");
  private static final Pattern NAMING = Pattern.compile("(?i)\\s*(FROM|COPY)\\s.*");

  private final String name;
  private final Table.Entry entry;
  private final Surroundings around;

  BuildReader(Section file, String name, Table.Entry entry) {
    this.name = name;
    this.entry = entry;
    this.around = file.around();
  }

  Optional<FoundBuild> read() {
    if (entry.value() instanceof Scalar text && !text.nothing()) {
      return Optional.of(ofText(text));
    }
    if (entry.value() instanceof Table table) {
      return Optional.of(
          ofFolder(new Section("build." + name, Vocabulary.BUILD, entry.at(), table, around)));
    }
    around
        .problems()
        .add(
            entry.value().nothing() ? entry.at() : entry.value().at(),
            "build."
                + name
                + " must be a Dockerfile's text, or {context, dockerfile, args}, but "
                + entry.value().shown()
                + " stands there");
    return Optional.empty();
  }

  private FoundBuild ofText(Scalar text) {
    List<String> lines = text.text().lines().toList();
    List<Found<String>> bases = new ArrayList<>();
    for (String base : froms(text.text(), text.at(), Map.of(), meantPlace(text.text()))) {
      bases.add(new Found<>(base, text.at(lineOf(base, lines))));
    }
    return new FoundBuild(name, entry.at(), Build.ofText(text.text()), ours(bases));
  }

  private FoundBuild ofFolder(Section section) {
    Optional<String> context =
        section.has("context")
            ? section.read("context", text -> around.folder().directory("context", text))
            : Optional.of(Build.USUAL_CONTEXT);
    Optional<String> given = section.text("dockerfile");
    Map<String, String> args = new TreeMap<>();
    section.map("args").forEach((key, value) -> args.put(key, value.value()));
    Spot at = section.at(section.has("dockerfile") ? "dockerfile" : "context");
    List<Found<String>> bases =
        context
            .map(folder -> basesIn(at, folder, given.orElse(Build.USUAL_DOCKERFILE), args))
            .orElse(List.of());
    Build build = new Build("", context.orElse(""), given.orElse(""), args);
    return new FoundBuild(name, entry.at(), build, ours(bases));
  }

  private List<Found<String>> basesIn(
      Spot at, String context, String file, Map<String, String> args) {
    String shown = inContext(context, file);
    List<Found<String>> bases = new ArrayList<>();
    dockerfile(at, context, file)
        .ifPresent(
            text -> {
              List<String> lines = text.lines().toList();
              for (String base : froms(text, new Spot(shown, 1, 1), args, "")) {
                bases.add(new Found<>(base, new Spot(shown, lineOf(base, lines) + 1, 1)));
              }
            });
    return bases;
  }

  private Optional<String> dockerfile(Spot at, String context, String file) {
    Problems problems = around.problems();
    return problems
        .attempt(
            at,
            () -> {
              String inside = around.folder().relative("dockerfile", file);
              if (inside.startsWith("..")) {
                throw new BadInput(
                    "dockerfile '" + file + "' leads out of the context '" + context + "'");
              }
              return around.folder().text("dockerfile", inContext(context, inside), problems);
            })
        .flatMap(text -> text);
  }

  private static String inContext(String context, String file) {
    return context.equals(Build.USUAL_CONTEXT) ? file : context + "/" + file;
  }

  /** Compose has a folder there. */
  private String meantPlace(String text) {
    return around.folder().hasFolder(text) ? "; for the folder write {context: " + text + "}" : "";
  }

  private List<String> froms(String text, Spot at, Map<String, String> args, String hint) {
    List<String> froms =
        around.problems().attempt(at, () -> Froms.of(text, args)).orElse(List.of());
    if (text.lines().noneMatch(line -> FROM.matcher(line).matches())) {
      around
          .problems()
          .add(at, "build." + name + " has no FROM; a Dockerfile begins with one" + hint);
    }
    return froms;
  }

  private static List<Found<String>> ours(List<Found<String>> bases) {
    return bases.stream().filter(base -> base.value().startsWith(OURS)).toList();
  }

  private static int lineOf(String base, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (NAMING.matcher(lines.get(i)).matches() && lines.get(i).contains(base)) {
        return i;
      }
    }
    return 0;
  }
}
