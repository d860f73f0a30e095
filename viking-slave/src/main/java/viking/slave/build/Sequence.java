package viking.slave.build;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import viking.core.model.BadInput;
import viking.core.model.ImageName;

/** The order in which images are built: what others build upon comes first, else as written. */
final class Sequence {
  private final Map<ImageName, Recipe> recipes;
  private final Set<ImageName> done = new LinkedHashSet<>();
  private final List<ImageName> begun = new ArrayList<>();

  private Sequence(Map<ImageName, Recipe> recipes) {
    this.recipes = recipes;
  }

  /** Refuses images that build upon themselves. */
  static List<Recipe> of(Map<ImageName, Recipe> recipes) {
    Sequence sequence = new Sequence(recipes);
    recipes.keySet().forEach(sequence::visit);
    return sequence.done.stream().map(recipes::get).toList();
  }

  private void visit(ImageName image) {
    if (done.contains(image)) {
      return;
    }
    if (begun.contains(image)) {
      List<String> circle =
          begun.subList(begun.indexOf(image), begun.size()).stream()
              .map(ImageName::toString)
              .toList();
      throw new BadInput(
          "images build upon each other in a circle: "
              + String.join(" from ", circle)
              + " from "
              + image);
    }
    begun.add(image);
    recipes.get(image).ours().stream().filter(recipes::containsKey).forEach(this::visit);
    begun.remove(image);
    done.add(image);
  }
}
