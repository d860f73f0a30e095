package viking.core.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;

/**
 * How an image is made of a folder, the context, by a Dockerfile: the text given here, or where
 * that is empty, the file of that name in the context, the usual one if it is not said. Paths are
 * relative to the stack file.
 */
public record Build(String text, String context, String dockerfile, Map<String, String> args) {
  public static final String USUAL_CONTEXT = ".";
  public static final String USUAL_DOCKERFILE = "Dockerfile";

  public Build {
    args = ImmutableSortedMap.copyOf(args);
    dockerfile = text.isEmpty() && dockerfile.isEmpty() ? USUAL_DOCKERFILE : dockerfile;
  }

  /** Dockerfile text, with the stack file's folder as context. */
  public static Build ofText(String text) {
    return new Build(text, USUAL_CONTEXT, "", Map.of());
  }
}
