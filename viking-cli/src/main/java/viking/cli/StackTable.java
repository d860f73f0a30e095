package viking.cli;

import java.util.stream.Collectors;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Table;

/** A stack and its nodes, as they are. */
final class StackTable {
  private final Session session;

  StackTable(Session session) {
    this.session = session;
  }

  void print(Tree stack) {
    session.say(title(stack));
    Table table = new Table("NODE", "READY", "NEW", "KIND", "NEXT", "DOMAINS", "WAITS FOR");
    for (Tree node : stack.list("nodes")) {
      long wanted = node.number("wanted");
      String why = node.text("why");
      boolean lacks = node.number("ready") < wanted;
      table.add(
          Cell.of(node.text("node")),
          new Cell(
              wanted == 0 ? "" : node.text("ready") + "/" + wanted,
              lacks ? Colour.DOUBTFUL : Colour.GOOD),
          Cell.of(node.number("current") < wanted ? node.text("current") : ""),
          Cell.of(node.text("kind").equals("standing") ? "" : node.text("kind")),
          Cell.of(next(node.text("next"))),
          Cell.of(node.list("domains").stream().map(Tree::asText).collect(Collectors.joining(","))),
          Cell.of(why));
    }
    session.print(table);
    session.out().println();
  }

  /** {@code in 5h, 2026-11-21T03:00Z}: when the clock runs it next. */
  private String next(String time) {
    if (time.isEmpty()) {
      return "";
    }
    String left = Amount.until(time, session.now());
    return (left.isEmpty() ? "due" : "in " + left) + ", " + time.replaceFirst(":00Z$", "Z");
  }

  private String title(Tree stack) {
    Tree rollout = stack.at("rollout");
    StringBuilder title = new StringBuilder(stack.text("stack"));
    title.append(": release ").append(stack.text("release"));
    title.append(" of ").append(stack.text("by"));
    title.append(", ").append(Amount.since(stack.text("at"), session.now())).append(" ago");
    if (!rollout.text("phase").isEmpty()) {
      title.append(", ").append(rollout.text("phase"));
    }
    if (!rollout.text("reason").isEmpty()) {
      title.append(": ").append(rollout.text("reason"));
    }
    return title.toString();
  }
}
