package viking.core.stackfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import viking.core.codec.Suggestion;
import viking.core.model.ImageName;

/**
 * Whether what is built and what is run fit together; images of other stacks are not looked for.
 */
final class BuildChecks {
  private final String stack;
  private final Map<String, FoundBuild> builds = new LinkedHashMap<>();
  private final List<FoundNode> nodes;
  private final Problems problems;

  BuildChecks(String stack, List<FoundBuild> builds, List<FoundNode> nodes, Problems problems) {
    this.stack = stack;
    builds.forEach(each -> this.builds.put(each.name(), each));
    this.nodes = nodes;
    this.problems = problems;
  }

  void run() {
    for (FoundNode node : nodes) {
      node.image().ifPresent(this::own);
      if (node.website() && builds.containsKey(node.name())) {
        problems.add(
            node.at(),
            "the website '"
                + node.name()
                + "' and the image of that name, line "
                + builds.get(node.name()).at().line()
                + ", would be one image; rename one of them");
      }
    }
    Map<String, List<Found<String>>> bases = new LinkedHashMap<>();
    builds.forEach((name, build) -> bases.put(name, bases(build)));
    for (Circles.Circle circle : Circles.in(bases)) {
      problems.add(
          circle.at(),
          "images are FROM each other in a circle: " + String.join(" from ", circle.names()));
    }
  }

  /** What an image of this stack is made from, of this stack's images. */
  private List<Found<String>> bases(FoundBuild build) {
    return build.bases().stream()
        .flatMap(base -> own(base).map(name -> new Found<>(name, base.at())).stream())
        .collect(Collectors.toList());
  }

  /** The image's name if it is of this stack; one that no build makes is a problem. */
  private Optional<String> own(Found<String> image) {
    Optional<ImageName> name =
        problems
            .attempt(image.at(), () -> ImageName.of(image.value()))
            .flatMap(read -> read)
            .filter(read -> read.stack().equals(stack));
    if (name.isPresent() && !builds.containsKey(name.get().image())) {
      problems.add(
          image.at(),
          "no build makes '"
              + image.value()
              + "'"
              + Suggestion.of(name.get().image(), builds.keySet())
                  .map(near -> ", did you mean 'viking:" + stack + "/" + near + "'?")
                  .orElse(
                      builds.isEmpty()
                          ? "; the file has no 'build'"
                          : "; there are " + String.join(", ", builds.keySet())));
      return Optional.empty();
    }
    return name.map(ImageName::image);
  }
}
