package viking.api.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import viking.core.model.Build;

/** What a plan does not look at: it asks no registry and no engine, and is sent no files. */
final class Unseen {
  private final Set<String> sought = new TreeSet<>();
  private final Set<String> kept = new TreeSet<>();
  private final List<String> dockerfiles = new ArrayList<>();

  /** An image that is not viking's; kept where what was made of it, or itself, stays as it is. */
  void add(String image, boolean stays) {
    (stays ? kept : sought).add(image);
  }

  /** An image that is built by a file of its context. */
  void addDockerfile(String image, Build build) {
    dockerfiles.add(
        "what "
            + build.dockerfile()
            + " in "
            + build.context()
            + " builds upon is not read before the deploy: where that is an image of viking's, "
            + image
            + " may be kept after all");
  }

  List<String> sentences() {
    List<String> all = new ArrayList<>();
    if (!sought.isEmpty()) {
      all.add(
          "only the deploy sees whether "
              + String.join(", ", sought)
              + " can be had, and whether that is the same as before");
    }
    if (!kept.isEmpty()) {
      all.add(
          "whether there is a newer "
              + String.join(", ", kept)
              + " is not looked at; 'viking deploy --fresh' does");
    }
    all.addAll(dockerfiles);
    return all;
  }
}
