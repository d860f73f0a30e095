package viking.cli.watch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;
import viking.cli.text.Colour;
import viking.cli.text.Screen;
import viking.cli.text.Table;

/** The state of it all, drawn over itself. */
public final class Picture implements Display {
  private final Screen screen;
  private final PrintWriter out;
  private final Instant begin;
  private final Map<String, ImageStep> images = new LinkedHashMap<>();
  private final Settling settling = new Settling();
  private String sending = "";
  private Optional<Tree> stack = Optional.empty();
  private Instant now;
  private List<String> drawn = List.of();
  private int height;

  Picture(Screen screen, PrintWriter out, Instant begin) {
    this.screen = screen;
    this.out = out;
    this.begin = begin;
    this.now = begin;
  }

  @Override
  public void sending(long done, long total) {
    sending = done < total ? "sending " + Amount.bytes(done) + " of " + Amount.bytes(total) : "";
    draw();
  }

  @Override
  public void event(Tree event) {
    if (ImageStep.warning(event)) {
      say(ImageStep.sentence(event));
    } else if (event.text("event").equals("image")) {
      images.merge(event.text("image"), ImageStep.of(event), ImageStep::then);
      draw();
    }
  }

  @Override
  public void stack(Tree stack) {
    this.stack = Optional.of(stack);
    settling.look(stack, now);
    draw();
  }

  @Override
  public void say(String line) {
    height = screen.draw(out, height, List.of());
    out.println(Cell.harmless(line));
    drawn = List.of();
    draw();
  }

  @Override
  public void tick(Instant now) {
    this.now = now;
    draw();
  }

  @Override
  public void end() {
    out.flush();
    height = 0;
    drawn = List.of();
  }

  private void draw() {
    List<String> lines = lines();
    if (!lines.equals(drawn)) {
      height = screen.draw(out, height, lines);
      drawn = lines;
    }
  }

  /** What is to be seen. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!sending.isEmpty()) {
      lines.add(sending + time());
    } else if (stack.isEmpty() && !images.isEmpty()) {
      lines.add("making images" + time());
    }
    stack.ifPresent(each -> lines.add(title(each) + time()));
    Table table = new Table("IMAGE", "STATE", "STEP");
    images.forEach((name, step) -> table.add(Cell.of(name), step.state(), Cell.of(step.text())));
    // Of interest while they are made; afterwards the lines are needed for the nodes.
    if (stack.isEmpty()) {
      add(lines, table);
    }
    stack.ifPresent(each -> add(lines, nodes(each)));
    return lines;
  }

  private String time() {
    return "  " + Amount.time(Duration.between(begin, now));
  }

  private static String title(Tree stack) {
    String phase = stack.at("rollout").text("phase");
    return stack.text("stack")
        + "  release "
        + stack.text("release")
        + (phase.isEmpty() ? "" : "  " + phase);
  }

  private Table nodes(Tree stack) {
    Table table = new Table("NODE", "READY", "NEW", "WAITS FOR");
    for (Tree node : stack.list("nodes")) {
      boolean complete = Stages.complete(node);
      table.add(
          new Cell(node.text("node"), complete ? Colour.GOOD : Colour.DOUBTFUL),
          Cell.of(Stages.count(node)),
          Cell.of(complete || node.number("wanted") == 0 ? "" : node.text("current")),
          Cell.of(complete ? settling.of(node, now) : Stages.waits(node)));
    }
    return table;
  }

  private void add(List<String> lines, Table table) {
    StringWriter text = new StringWriter();
    PrintWriter to = new PrintWriter(text);
    table.print(to, screen.terminal());
    to.flush();
    text.toString().lines().forEach(lines::add);
  }
}
