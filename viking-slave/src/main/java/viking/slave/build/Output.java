package viking.slave.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps in mind where a build stands, and the last that the step has printed. */
final class Output {
  private static final int LAST = 20;
  private static final int LONGEST_STEP = 120;
  private static final Pattern STEP = Pattern.compile("Step (\\d+/\\d+) : (.*)");

  private final Deque<String> last = new ArrayDeque<>();
  private String step = "";

  synchronized void line(String line) {
    Matcher begins = STEP.matcher(line);
    if (begins.matches()) {
      String what = begins.group(2).strip();
      String shown =
          what.length() <= LONGEST_STEP ? what : what.substring(0, LONGEST_STEP - 1) + "…";
      step = "step " + begins.group(1) + " (" + shown + ")";
      last.clear();
    } else {
      last.add(line);
      if (last.size() > LAST) {
        last.remove();
      }
    }
  }

  /** Such as {@code step 2/3 (RUN make)}; empty before the first. */
  synchronized String step() {
    return step;
  }

  synchronized List<String> last() {
    return List.copyOf(last);
  }
}
