package viking.core.stackfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import viking.core.model.BadInput;
import viking.core.model.Build;
import viking.core.model.Grammar;
import viking.core.model.Node;
import viking.core.model.Stack;

/** The whole of a stack file. */
final class StackReader {
  /** Where viking keeps what belongs to no stack. */
  private static final String OWN = "viking";

  private final Surroundings around;
  private final Problems problems;

  StackReader(Surroundings around) {
    this.around = around;
    this.problems = around.problems();
  }

  /** The stack, whole or with problems told; empty where not even a beginning can be made. */
  Optional<Stack> read(Value all) {
    if (!(all instanceof Table table)) {
      problems.add(
          all.at(),
          "a stack file is a mapping, but " + all.shown() + " stands here; " + StackFile.LEAST);
      return Optional.empty();
    }
    Section file = new Section("", Vocabulary.FILE, new Spot(all.at().file(), 1, 1), table, around);
    Optional<Section> viking = viking(file);
    Optional<Found<String>> name = viking.flatMap(section -> section.found("name", t -> t));
    name.ifPresent(given -> problems.attempt(given.at(), () -> stackName(given.value())));
    if (viking.map(section -> section.lacks("name")).orElse(!filled(file, "viking"))) {
      problems.add(
          file.at("viking"), "the stack has no name; give it one by viking: {name: my-stack}");
    }
    String comment = viking.flatMap(section -> section.text("comment")).orElse("");
    String stack = name.map(Found::value).orElse("");
    List<FoundBuild> builds = builds(file);
    List<FoundNode> nodes = nodes(file);
    if (builds.isEmpty() && nodes.isEmpty() && problems.none()) {
      problems.add(
          file.at("deploy"),
          "nothing to build and nothing to deploy; under 'deploy' stands what runs");
    }
    new BuildChecks(stack, builds, nodes, problems).run();
    new NodeChecks(nodes, problems).run();
    return problems.none() ? Optional.of(stack(stack, comment, builds, nodes)) : Optional.empty();
  }

  /** The stack's name alone, if it has a good one. */
  Optional<String> name(Value all) {
    return Optional.of(all)
        .filter(Table.class::isInstance)
        .map(table -> new Section("", Vocabulary.FILE, all.at(), (Table) table, around))
        .flatMap(file -> file.section("viking"))
        .flatMap(viking -> viking.read("name", StackReader::stackName));
  }

  private static Stack stack(
      String name, String comment, List<FoundBuild> builds, List<FoundNode> nodes) {
    Map<String, Build> buildsByName = new LinkedHashMap<>();
    builds.forEach(each -> buildsByName.put(each.name(), each.build()));
    Map<String, Node> nodesByName = new LinkedHashMap<>();
    nodes.forEach(each -> nodesByName.put(each.name(), each.node().orElseThrow()));
    return new Stack(name, comment, buildsByName, nodesByName);
  }

  private Optional<Section> viking(Section file) {
    Optional<Value> value = file.value("viking");
    if (value.isPresent() && value.get() instanceof Scalar name && !name.nothing()) {
      problems.add(name.at(), "the name goes one level down: viking: {name: " + name.text() + "}");
      return Optional.empty();
    }
    return file.section("viking");
  }

  private static String stackName(String text) {
    if (text.equals(OWN)) {
      throw new BadInput("the name 'viking' is viking's own; take another");
    }
    return checked("stack", text);
  }

  private List<FoundBuild> builds(Section file) {
    List<FoundBuild> all = new ArrayList<>();
    members(file, "build")
        .forEach((name, entry) -> new BuildReader(file, name, entry).read().ifPresent(all::add));
    return all;
  }

  private List<FoundNode> nodes(Section file) {
    List<FoundNode> all = new ArrayList<>();
    members(file, "deploy").forEach((name, entry) -> all.add(NodeReader.read(file, name, entry)));
    return all;
  }

  /** What stands under names of the author's own; the names are looked at here. */
  private Map<String, Table.Entry> members(Section file, String key) {
    Map<String, Table.Entry> members = new LinkedHashMap<>();
    Optional<Value> value = file.value(key).filter(v -> !v.nothing());
    if (value.isPresent() && value.get() instanceof Table table) {
      table
          .entries()
          .forEach(
              (name, entry) -> {
                if (!name.startsWith("x-")) {
                  problems.attempt(
                      entry.at(), () -> checked(key.equals("build") ? "image" : "node", name));
                  members.put(name, entry);
                }
              });
    } else {
      value.ifPresent(v -> file.wrong(key, v));
    }
    return members;
  }

  private static boolean filled(Section file, String key) {
    return file.value(key).filter(v -> !v.nothing()).isPresent();
  }

  /** A name, or a refusal that offers what it could be. */
  private static String checked(String what, String text) {
    if (Grammar.NAME.matches(text)) {
      return text;
    }
    String near =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String offer = Grammar.NAME.matches(near) ? ", did you mean '" + near + "'?" : "";
    throw new BadInput(
        what + " '" + Scalar.shortened(text) + "' is not " + Grammar.NAME.description() + offer);
  }
}
