package viking.core.model.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Stack;
import viking.core.model.Update;

/** Releases and nodes of which nothing is said but what a test is about. */
public final class Plain {
  private Plain() {}

  /** Ann's deploy of a stack for which nobody has set anything. */
  public static Release release(Stack stack, int number) {
    return release(stack, number, Map.of());
  }

  public static Release release(Stack stack, int number, Map<String, String> images) {
    return new Release(
        stack, number, Cause.DEPLOY, 0, "ann", "", images, Map.of(), Map.of(), Map.of());
  }

  public static Node website(String folder) {
    return new Node(
        Optional.empty(),
        Optional.of(folder),
        1,
        false,
        false,
        List.of(),
        Optional.empty(),
        List.of(),
        Update.USUAL,
        Optional.empty(),
        Optional.empty());
  }
}
