package viking.cli.watch;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import viking.cli.client.Tree;
import viking.cli.text.Amount;
import viking.cli.text.Cell;

/** A line for everything that changes. */
public final class Journal implements Display {
  private final PrintWriter out;
  private final Map<String, String> said = new HashMap<>();
  private boolean begun;
  private boolean sent;

  Journal(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void sending(long done, long total) {
    if (done >= total && total > 0 && !sent) {
      sent = true;
      say("sent " + Amount.bytes(total));
    }
  }

  @Override
  public void event(Tree event) {
    if (event.text("event").equals("image")) {
      image(event);
    }
  }

  /** What is said again is left out, but not what a build prints. */
  private void image(Tree event) {
    String state = event.text("state");
    String text = event.text("text");
    String name = event.text("image");
    if (ImageStep.warning(event)) {
      say(ImageStep.sentence(event));
      return;
    }
    if (state.equals("building") && !text.isEmpty()) {
      text.lines().forEach(line -> say(name + " | " + line));
      return;
    }
    String detail = text.isEmpty() ? event.text("ref") : text;
    change(name, state + (detail.isEmpty() ? "" : ", " + detail));
  }

  @Override
  public void stack(Tree stack) {
    Map<String, String> now = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (Tree node : stack.list("nodes")) {
      String name = stack.text("stack") + "/" + node.text("node");
      String text = Stages.node(node);
      now.put(name, text);
      if (begun || !Stages.complete(node)) {
        news(name, text, lines);
      }
      for (Tree job : node.list("jobs")) {
        String state = Stages.job(job);
        now.put(job.text("job"), state);
        if (begun || (!Stages.settled(job) && job.flag("current"))) {
          news(job.text("job"), state, lines);
        }
      }
    }
    TreeSet<String> gone = new TreeSet<>(said.keySet());
    gone.removeIf(name -> now.containsKey(name) || !name.startsWith(stack.text("stack") + "."));
    gone.forEach(name -> lines.add(name + ": gone"));
    said.keySet().removeAll(gone);
    said.putAll(now);
    lines.forEach(this::say);
    begun = true;
  }

  @Override
  public void say(String line) {
    out.println(Cell.harmless(line));
    out.flush();
  }

  @Override
  public void tick(Instant now) {
    // A line that says that nothing happens would be one too many.
  }

  @Override
  public void end() {
    out.flush();
  }

  private void change(String name, String text) {
    List<String> lines = new ArrayList<>();
    news(name, text, lines);
    said.put(name, text);
    lines.forEach(this::say);
  }

  private void news(String name, String text, List<String> lines) {
    if (!text.equals(said.get(name))) {
      lines.add(name + ": " + text);
    }
  }
}
