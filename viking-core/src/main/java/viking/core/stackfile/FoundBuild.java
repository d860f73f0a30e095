package viking.core.stackfile;

import java.util.List;
import viking.core.model.Build;

/**
 * An image to be made, and what it is FROM.
 *
 * @param bases names of images of viking's, each where it stands
 */
record FoundBuild(String name, Spot at, Build build, List<Found<String>> bases) {}
