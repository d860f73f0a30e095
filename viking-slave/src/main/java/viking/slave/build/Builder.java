package viking.slave.build;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.model.BadInput;
import viking.core.model.Build;
import viking.core.model.ImageName;
import viking.core.model.ImageRef;
import viking.core.model.Job;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Stack;
import viking.slave.image.ImageProblem;

/**
 * Makes or finds every image of a stack. What has been made of the same things is not made again;
 * each image ends up on two hosts where there are two.
 */
public final class Builder {
  /** Much less than the time for which what nobody needs is spared. */
  private static final Duration KEPT_EVERY = Duration.ofMinutes(2);

  private final Workshop workshop;
  private final Duration keptEvery;
  private final Making making;
  private final Finding finding;
  private final Holding holding;

  public Builder(Workshop workshop) {
    this(workshop, KEPT_EVERY);
  }

  Builder(Workshop workshop, Duration keptEvery) {
    this.workshop = workshop;
    this.keptEvery = keptEvery;
    this.finding = new Finding(workshop);
    this.making = new Making(workshop, finding);
    this.holding = new Holding(workshop);
  }

  /**
   * What is to be built.
   *
   * @param folder where what was sent has been unpacked
   * @param contexts the sub-folder of each context, by what the stack calls it
   * @param sites the sub-folder of each website, by node
   * @param fresh whether to build anew what has not changed
   */
  public record Order(
      Stack stack,
      Path folder,
      Map<String, String> contexts,
      Map<String, String> sites,
      boolean fresh) {
    public Order {
      contexts = ImmutableMap.copyOf(contexts);
      sites = ImmutableMap.copyOf(sites);
    }
  }

  /**
   * Blocks until all is there. Each image that stands in the stack, with what engines know it as;
   * images that no node runs are among them, since others may build upon them.
   */
  public Map<String, String> build(Order order, Consumer<BuildEvent> events) throws BuildFailed {
    try (Keeping keeping = new Keeping(workshop.catalogue(), keptEvery)) {
      Map<String, String> images = new LinkedHashMap<>();
      Optional<Release> before = workshop.catalogue().release(order.stack().name());
      warn(events);
      for (Recipe recipe : recipes(order)) {
        making.make(recipe, images, order.fresh(), events);
        keeping.keep(refOf(images.get(recipe.name().toString())));
      }
      for (Node node : order.stack().nodes().values()) {
        Optional<String> image = node.job().map(Job::image);
        if (image.isPresent() && !images.containsKey(image.get())) {
          ImageRef found = find(order, image.get(), before, events);
          images.put(image.get(), found.toString());
          keeping.keep(found);
        }
      }
      images.forEach((written, ref) -> holding.hold(written, refOf(ref), events));
      return ImmutableMap.copyOf(images);
    } catch (BadInput | ImageProblem e) {
      throw new BuildFailed(e.getMessage(), List.of(), e);
    }
  }

  /**
   * The tag that a build will have, if nobody asks for it to be made freshly.
   *
   * @param contextDigest of {@code viking.core.pack.Pack}
   * @param baseTags of the images of viking's that it builds upon, in the order of their naming
   */
  public static String tag(Build build, String contextDigest, List<String> baseTags) {
    return Recipe.tagOf(build, contextDigest, baseTags);
  }

  /** The tag that the files of a website will have. */
  public static String siteTag(String digest) {
    return Recipe.tagOfSite(digest);
  }

  private ImageRef find(
      Order order, String written, Optional<Release> before, Consumer<BuildEvent> events) {
    Optional<ImageName> ours = ImageName.of(written);
    if (ours.isPresent()) {
      return making.ofOther(ours.get(), order.stack().name());
    }
    return finding.resolve(order.stack().name(), written, before, order.fresh(), events);
  }

  private static ImageRef refOf(String ref) {
    return ImageRef.of(ref).orElseThrow();
  }

  private static List<Recipe> recipes(Order order) {
    String stack = order.stack().name();
    Map<ImageName, Recipe> all = new LinkedHashMap<>();
    order
        .stack()
        .builds()
        .forEach(
            (image, build) -> {
              Path folder = folder(order, order.contexts(), build.context(), "context");
              all.put(new ImageName(stack, image), Recipe.of(stack, image, build, folder));
            });
    order
        .stack()
        .nodes()
        .forEach(
            (node, value) -> {
              if (value.website()) {
                Path folder = folder(order, order.sites(), node, "website");
                Recipe other =
                    all.put(new ImageName(stack, node), Recipe.ofSite(stack, node, folder));
                if (other != null) {
                  throw new BadInput(
                      "website '" + node + "' has the name of a build: rename one of them");
                }
              }
            });
    return Sequence.of(all);
  }

  private static Path folder(Order order, Map<String, String> sent, String name, String what) {
    String below =
        Optional.ofNullable(sent.get(name))
            .orElseThrow(
                () -> new BadInput("the files of " + what + " '" + name + "' were not sent"));
    return order.folder().resolve(below);
  }

  private void warn(Consumer<BuildEvent> events) {
    Room.warning(workshop.engine().room(), workshop.self())
        .ifPresent(text -> events.accept(new BuildEvent("", BuildEvent.WARNING, text, "")));
  }
}
