package viking.core.stackfile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import viking.core.model.BadInput;
import viking.core.model.Domain;
import viking.core.model.Every;
import viking.core.model.Job;
import viking.core.model.Node;
import viking.core.model.Restart;
import viking.core.model.Update;

/** One entry under {@code deploy}. */
final class NodeReader {
  static final int MOST_INSTANCES = 1000;

  private static final String WEBSITE = "website";
  private static final Set<String> OF_WEBSITES = Set.of("type", "document_root", "domains");
  private static final Set<String> NOT_WITH_AN_END =
      Set.of("scale", "service", "domains", "autoscale", "provision");

  private final String name;
  private final Section section;
  private final Problems problems;
  private final int before;

  private NodeReader(Section file, String name, Spot at, Table table) {
    this.name = name;
    this.problems = file.around().problems();
    this.before = problems.count();
    this.section = new Section("deploy." + name, Vocabulary.NODE, at, table, file.around());
    composed(table);
  }

  static FoundNode read(Section file, String name, Table.Entry entry) {
    Value value = entry.value();
    if (value instanceof Table table) {
      return new NodeReader(file, name, entry.at(), table).read();
    }
    file.around()
        .problems()
        .add(
            value.nothing() ? entry.at() : value.at(),
            "deploy."
                + name
                + " must say what runs, as "
                + name
                + ": {image: …}, but "
                + value.shown()
                + " stands there"
                + indented("; ", name));
    return new FoundNode(
        name, entry.at(), Optional.empty(), false, false, Optional.empty(), List.of(), List.of());
  }

  private FoundNode read() {
    section.read("type", NodeReader::type);
    boolean website =
        section.has("type") || (section.has("document_root") && !section.has("image"));
    List<Found<Domain>> domains = new DomainsReader(section).read();
    List<Found<String>> after = section.list("after", text -> text);
    boolean cron = section.has("every");
    Optional<Found<String>> image = section.found("image", Images::checked);
    Optional<Node> node = website ? website(domains) : process(image, domains, after);
    return new FoundNode(name, section.at(), node, website, cron, image, after, domains);
  }

  /** A node of that name may be a key of a node that begins too far left. */
  private static String indented(String joined, String name) {
    return Vocabulary.NODE.keys().containsKey(name) || Compose.NODE.containsKey(name)
        ? joined + "is '" + name + "' a key of a node, indented too little?"
        : "";
  }

  /** What Compose has one level further down. */
  private void composed(Table table) {
    Table.Entry deploy = table.entries().get("deploy");
    if (deploy != null && deploy.value() instanceof Table inner) {
      inner
          .entries()
          .forEach(
              (key, entry) ->
                  problems.add(
                      entry.at(),
                      Optional.ofNullable(Compose.NODE_DEPLOY.get(key))
                          .map(ours -> Compose.renamed("deploy." + key, ours))
                          .orElse(Compose.no("deploy." + key, "leave it out"))));
    }
  }

  private Optional<Node> website(List<Found<Domain>> domains) {
    for (String key : section.entries().keySet()) {
      if (Vocabulary.NODE.keys().containsKey(key) && !OF_WEBSITES.contains(key)) {
        section.problem(
            key,
            path() + " is a website and has no '" + key + "': its files are served as they are");
      }
    }
    if (section.lacks("document_root")) {
      section.problem("type", path() + " is a website and has no document_root, its folder");
    }
    Optional<String> root =
        section.read(
            "document_root",
            text -> section.around().folder().directoryInside("document_root", text));
    return made(
        () ->
            new Node(
                Optional.empty(),
                root,
                1,
                false,
                false,
                List.of(),
                Optional.empty(),
                values(domains),
                Update.USUAL,
                Optional.empty(),
                Optional.empty()));
  }

  private Optional<Node> process(
      Optional<Found<String>> image, List<Found<Domain>> domains, List<Found<String>> after) {
    if (section.has("document_root")) {
      section.problem(
          "document_root", path() + " has an image and a document_root; a website has no image");
    } else if (section.lacks("image") && !section.has("build")) {
      section.problem(
          path()
              + " has no image, and no document_root either: what shall it run?"
              + indented(" Or ", name));
    }
    boolean once = section.flag("once");
    boolean service = section.flag("service");
    Optional<Every> every = new EveryReader(section).read();
    boolean ends = once || section.has("every");
    refuseWithAnEnd(once ? "once" : "every", ends);
    int scale = section.count("scale", 1, 0, MOST_INSTANCES);
    Update update = section.section("update").map(new Times()::update).orElse(Update.USUAL);
    Optional<Job> job = new JobReader(section, image).read(restart(ends));
    Optional<String> autoscale = section.value("autoscale").map(new Kept(section)::json);
    Optional<String> provision = section.value("provision").map(new Kept(section)::json);
    return made(
        () ->
            new Node(
                job,
                Optional.empty(),
                scale,
                service,
                once,
                after.stream().map(Found::value).toList(),
                every,
                values(domains),
                update,
                autoscale,
                provision));
  }

  private void refuseWithAnEnd(String why, boolean ends) {
    if (!ends) {
      return;
    }
    for (String key : section.entries().keySet()) {
      if (NOT_WITH_AN_END.contains(key)) {
        section.problem(
            key, "'" + key + "' does not go with '" + why + "': " + path() + " is run to its end");
      }
    }
    if (why.equals("once") && section.has("every")) {
      section.problem("every", "'every' does not go with 'once': it is one or the other");
    }
  }

  /** What ends is not started again. */
  private Restart restart(boolean ends) {
    Restart given =
        section.read("restart", NodeReader::restart).orElse(ends ? Restart.NEVER : Restart.ALWAYS);
    if (ends && given != Restart.NEVER) {
      section.problem(
          "restart",
          "restart: " + given + " does not go with what runs to its end; 'retries' tries it again");
      return Restart.NEVER;
    }
    return given;
  }

  private static Restart restart(String text) {
    String theirs = text.replaceFirst("^on-failure:[0-9]+$", "on-failure:N");
    if (theirs.equals("on-failure:N")) {
      throw new BadInput("restart '" + text + "': viking tries on without end; write on-failure");
    }
    String ours = Compose.RESTART.get(text);
    if (ours != null) {
      throw new BadInput("restart '" + text + "' is Compose's, here it is '" + ours + "'");
    }
    return Restart.parse(text);
  }

  /** The node, if nothing has been wrong with it. */
  private Optional<Node> made(java.util.function.Supplier<Node> making) {
    return problems.count() == before ? problems.attempt(section.at(), making) : Optional.empty();
  }

  private static List<Domain> values(List<Found<Domain>> domains) {
    return domains.stream().map(Found::value).toList();
  }

  private String path() {
    return section.path();
  }

  private static String type(String text) {
    if (!text.equals(WEBSITE)) {
      throw new BadInput(
          "type '" + text + "' is none; 'website' is the only one, processes have no type");
    }
    return text;
  }
}
