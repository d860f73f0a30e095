package viking.cli.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import viking.cli.client.Tree;
import viking.cli.text.Cell;
import viking.cli.text.Colour;

/**
 * How far an image is.
 *
 * @param step of its Dockerfile, {@code 2/3}; empty while nobody knows
 * @param said what came last
 */
record ImageStep(String word, String step, String said) {
  private static final Pattern STEP = Pattern.compile("Step (\\d+/\\d+) : (.*)", Pattern.DOTALL);

  /** Whether it says nothing of how far it is, but something that people should see. */
  static boolean warning(Tree event) {
    return event.text("state").equals("warning");
  }

  /** A warning as a sentence; it may be of no image, but of all. */
  static String sentence(Tree event) {
    String image = event.text("image");
    return "warning: " + (image.isEmpty() ? "" : image + ": ") + event.text("text");
  }

  static ImageStep of(Tree event) {
    String text = event.text("text").strip();
    Matcher step = STEP.matcher(text);
    return step.matches()
        ? new ImageStep(event.text("state"), step.group(1), step.group(2))
        : new ImageStep(event.text("state"), "", text.isEmpty() ? event.text("ref") : text);
  }

  /** A step lasts until the next begins. */
  ImageStep then(ImageStep next) {
    boolean goesOn = next.word.equals("building") && next.step.isEmpty();
    return goesOn ? new ImageStep(next.word, step, next.said.isEmpty() ? said : next.said) : next;
  }

  Cell state() {
    return new Cell(
        word,
        switch (word) {
          case "held", "unchanged" -> Colour.GOOD;
          case "failed" -> Colour.BAD;
          default -> Colour.DOUBTFUL;
        });
  }

  String text() {
    return step.isEmpty() ? said : step + "  " + said;
  }
}
