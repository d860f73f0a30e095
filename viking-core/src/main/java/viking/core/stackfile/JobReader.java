package viking.core.stackfile;

import java.util.List;
import java.util.Optional;
import viking.core.codec.Quantity;
import viking.core.model.BadInput;
import viking.core.model.Container;
import viking.core.model.Expose;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.Mount;
import viking.core.model.Resources;
import viking.core.model.Restart;
import viking.core.model.Stop;
import viking.core.model.TagFilter;

/** What each instance of a node runs, and what it needs for that. */
final class JobReader {
  private static final int MOST_RETRIES = 1000;

  /** Engines give no container less. */
  private static final long LEAST_MEMORY = 6L << 20;

  private final Section node;
  private final Problems problems;
  private final Optional<Found<String>> image;

  JobReader(Section node, Optional<Found<String>> image) {
    this.node = node;
    this.problems = node.around().problems();
    this.image = image;
  }

  /** Empty, with the problem told, where there is none. */
  Optional<Job> read(Restart restart) {
    int before = problems.count();
    List<String> run = node.words("run");
    Container container = new ContainerReader(node).read();
    List<Expose> expose = new ExposeReader(node).read();
    List<Mount> volume = volumes();
    List<TagFilter> filter =
        Once.of("filter", node, node.list("filter", TagFilter::parse), TagFilter::tag);
    Resources resources =
        node.section("resources").map(JobReader::resources).orElse(Resources.NONE);
    Optional<HealthCheck> health = node.section("health").flatMap(new HealthReader()::read);
    int retries = node.count("retries", 0, 0, MOST_RETRIES);
    if (retries > 0 && restart != Restart.NEVER) {
      node.problem(
          "retries", "'retries' goes with restart: never; all else is tried again without end");
    }
    Stop stop = node.section("stop").map(new Times()::stop).orElse(Stop.USUAL);
    return problems.count() == before && image.isPresent()
        ? problems.attempt(
            node.at(),
            () ->
                new Job(
                    image.get().value(),
                    run,
                    container,
                    expose,
                    volume,
                    filter,
                    resources,
                    health,
                    restart,
                    retries,
                    stop,
                    ""))
        : Optional.empty();
  }

  private List<Mount> volumes() {
    return Once.of("volume", node, node.list("volume", JobReader::mount), Mount::path);
  }

  /** A volume has no name here, and no path relative to the file: say so to those used to it. */
  private static Mount mount(String text) {
    try {
      return Mount.parse(text);
    } catch (BadInput e) {
      String[] parts = text.split(":", 3);
      boolean named = parts.length > 1 && !parts[0].startsWith("/") && parts[1].startsWith("/");
      if (!named) {
        throw e;
      }
      String hint =
          parts[0].startsWith(".")
              ? "; what stands beside this file comes in by a build"
              : "; for data that viking keeps write " + parts[1];
      throw new BadInput(e.getMessage() + hint, e);
    }
  }

  private static Resources resources(Section section) {
    long cpu = section.named("cpu", Quantity::milliCpu).orElse(0L);
    long memory =
        section
            .named(
                "memory",
                text -> {
                  long bytes = Quantity.bytes(text);
                  if (bytes > 0 && bytes < LEAST_MEMORY) {
                    throw new BadInput(
                        "'"
                            + text
                            + "' is less than the 6m that an engine gives at least, did you mean '"
                            + text.replaceAll("[^0-9.]", "")
                            + "m'?");
                  }
                  return bytes;
                })
            .orElse(0L);
    return new Resources(cpu, memory);
  }
}
