package viking.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import viking.cli.client.Tree;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Terminal;

/** A plan in lines: what comes begins with +, what goes with -, what becomes another with ~. */
public final class PlanText {
  private static final Set<String> COMES = Set.of("create", "run", "claim");
  private static final Set<String> GOES = Set.of("remove", "drop");

  private static final String NODE = "  ";
  private static final String DETAIL = "      ";

  private final Terminal terminal;
  private final List<String> lines = new ArrayList<>();

  private PlanText(Terminal terminal) {
    this.terminal = terminal;
  }

  public static List<String> of(Tree plan, Terminal terminal) {
    PlanText text = new PlanText(terminal);
    text.write(plan);
    return List.copyOf(text.lines);
  }

  /** Whether a deploy would be refused. */
  public static boolean refused(Tree plan) {
    return !plan.list("problems").isEmpty();
  }

  /** Whether a deploy would do anything but count one release more. */
  public static boolean changes(Tree plan) {
    return plan.list("images").stream().anyMatch(image -> image.text("action").equals("build"))
        || plan.list("nodes").stream().anyMatch(PlanText::touched)
        || plan.list("domains").stream().anyMatch(PlanText::touched);
  }

  private static boolean touched(Tree each) {
    return !each.text("action").equals("keep");
  }

  private void write(Tree plan) {
    line(new Cell(title(plan), Colour.TITLE));
    plan.list("images").forEach(this::image);
    plan.list("nodes").stream().filter(PlanText::touched).forEach(this::node);
    plan.list("domains").stream().filter(PlanText::touched).forEach(this::domain);
    String kept =
        plan.list("nodes").stream()
            .filter(node -> !touched(node))
            .map(node -> node.text("node"))
            .collect(Collectors.joining(", "));
    if (!kept.isEmpty()) {
      line(NODE, new Cell("= " + kept + ": as before", Colour.QUIET), "");
    }
    plan.list("problems").forEach(each -> line(new Cell("problem: " + each.asText(), Colour.BAD)));
    List<String> problems = plan.list("problems").stream().map(Tree::asText).toList();
    plan.list("notes").stream()
        .map(Tree::asText)
        .filter(note -> !problems.contains(note))
        .forEach(note -> line(Cell.of("note: " + note)));
  }

  private static String title(Tree plan) {
    long release = plan.number("release");
    String stack = plan.text("stack");
    if (release == 0) {
      return stack + ": the first release";
    }
    return changes(plan)
        ? stack + ": release " + (release + 1) + " after " + release
        : stack + ": nothing would change, release " + release + " is as the file says";
  }

  private void image(Tree image) {
    String action = image.text("action");
    if (action.equals("keep")) {
      return;
    }
    Cell cell = new Cell("~ image " + image.text("image") + ": " + action, Colour.DOUBTFUL);
    line(NODE, cell, image.text("why"));
  }

  private void node(Tree node) {
    String action = node.text("action");
    Cell cell = new Cell(sign(action) + " " + node.text("node") + ": " + action, colour(action));
    line(NODE, cell, node.text("why"));
    for (Tree field : node.list("fields")) {
      side("-", Colour.BAD, field, "from");
      side("+", Colour.GOOD, field, "to");
    }
    for (Tree each : node.list("instances")) {
      String host = each.text("host");
      String where = each.text("slot") + (host.isEmpty() ? " finds no host" : " on " + host);
      line(DETAIL, new Cell(where, host.isEmpty() ? Colour.BAD : Colour.PLAIN), each.text("why"));
    }
  }

  private void side(String sign, Colour colour, Tree field, String which) {
    String value = field.text(which);
    if (!value.isEmpty()) {
      line(DETAIL, new Cell(sign + " " + field.text("field") + " " + value, colour), "");
    }
  }

  private void domain(Tree domain) {
    String action = domain.text("action");
    String node = domain.text("node");
    String what = "domain " + domain.text("domain") + (node.isEmpty() ? "" : " -> " + node);
    line(NODE, new Cell(sign(action) + " " + what, colour(action)), "");
  }

  private static String sign(String action) {
    return of(action, "+", "-", "~");
  }

  private static Colour colour(String action) {
    return of(action, Colour.GOOD, Colour.BAD, Colour.DOUBTFUL);
  }

  private static <T> T of(String action, T comes, T goes, T changes) {
    if (COMES.contains(action)) {
      return comes;
    }
    return GOES.contains(action) ? goes : changes;
  }

  private void line(Cell cell) {
    line("", cell, "");
  }

  /** With the reason, if there is one. */
  private void line(String margin, Cell cell, String why) {
    String reason = Cell.of(why).text();
    lines.add(margin + terminal.paint(cell) + (reason.isEmpty() ? "" : " (" + reason + ")"));
  }
}
