package viking.core.stackfile;

import java.util.List;
import java.util.Optional;
import viking.core.model.Domain;
import viking.core.model.Node;

/**
 * A node as far as it could be read.
 *
 * @param node empty where something is wrong with it by itself
 * @param website whether it is to be one
 * @param cron whether the clock runs it
 */
record FoundNode(
    String name,
    Spot at,
    Optional<Node> node,
    boolean website,
    boolean cron,
    Optional<Found<String>> image,
    List<Found<String>> after,
    List<Found<Domain>> domains) {}
