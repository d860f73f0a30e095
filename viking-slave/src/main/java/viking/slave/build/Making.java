package viking.slave.build;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import viking.core.model.BadInput;
import viking.core.model.Image;
import viking.core.model.ImageName;
import viking.core.model.ImageRef;
import viking.core.model.Release;
import viking.core.pack.Froms;
import viking.core.pack.Pack;
import viking.core.state.Versioned;
import viking.slave.image.ImageProblem;
import viking.slave.image.Places;

/** Builds images, those that are not there yet. */
final class Making {
  /** More would only take longer. */
  private static final int AT_ONCE = 2;

  private static final int TAGS_LOCKED = 64;

  private final Workshop workshop;
  private final Finding finding;
  private final Places places = new Places(AT_ONCE);
  private final Striped<Lock> underWay = Striped.lock(TAGS_LOCKED);

  Making(Workshop workshop, Finding finding) {
    this.workshop = workshop;
    this.finding = finding;
  }

  /** Puts the image to the others, which hold all of the stack that it builds upon. */
  void make(Recipe recipe, Map<String, String> images, boolean fresh, Consumer<BuildEvent> events)
      throws BuildFailed {
    Map<String, ImageRef> ours = new LinkedHashMap<>();
    for (ImageName base : recipe.ours()) {
      ours.put(
          base.toString(),
          Optional.ofNullable(images.get(base.toString()))
              .flatMap(ImageRef::of)
              .orElseGet(() -> ofOther(base, recipe.name().stack())));
    }
    String inputs = recipe.tag(ours.values().stream().map(ImageRef::tag).toList());
    Lock lock = underWay.get(recipe.name() + ":" + inputs);
    lock.lock();
    try {
      ImageRef made = made(new Task(recipe, ours, fresh, events), inputs);
      images.put(recipe.name().toString(), made.toString());
    } finally {
      lock.unlock();
    }
  }

  /** What another stack runs at present, on this host. */
  ImageRef ofOther(ImageName name, String own) {
    if (name.stack().equals(own)) {
      throw new BadInput("no build makes " + name);
    }
    Release release =
        workshop
            .catalogue()
            .release(name.stack())
            .orElseThrow(
                () ->
                    new BadInput(
                        "there is no "
                            + name
                            + ": stack '"
                            + name.stack()
                            + "' has no release; deploy that first"));
    return Optional.ofNullable(release.images().get(name.toString()))
        .flatMap(ImageRef::of)
        .orElseThrow(
            () ->
                new BadInput(
                    "there is no "
                        + name
                        + ": release "
                        + release.number()
                        + " of '"
                        + name.stack()
                        + "' builds "
                        + built(release)));
  }

  private static String built(Release release) {
    return release.stack().builds().isEmpty()
        ? "no images"
        : String.join(", ", release.stack().builds().keySet());
  }

  /**
   * One image that is to be there.
   *
   * @param ours what it builds upon of viking's own
   */
  private record Task(
      Recipe recipe, Map<String, ImageRef> ours, boolean fresh, Consumer<BuildEvent> events) {
    ImageName name() {
      return recipe.name();
    }

    void say(String state, String text, ImageRef ref) {
      events.accept(new BuildEvent(name().toString(), state, text, ref.toString()));
    }
  }

  private ImageRef made(Task task, String inputs) throws BuildFailed {
    ImageName name = task.name();
    SortedMap<String, Versioned<Image>> tags =
        workshop.catalogue().tags(name.stack(), name.image());
    Optional<ImageRef> latest =
        Tags.latest(inputs, tags.keySet())
            .map(tag -> new ImageRef(name.stack(), name.image(), tag));
    if (!task.fresh() && latest.isPresent() && obtained(latest.get(), task)) {
      task.say(BuildEvent.UNCHANGED, "", latest.get());
      return latest.get();
    }
    ImageRef ref = new ImageRef(name.stack(), name.image(), Tags.next(inputs, tags.keySet()));
    built(task, ref);
    return ref;
  }

  /** Whether it can be had; if not, it is made again, and is then another image. */
  private boolean obtained(ImageRef ref, Task task) {
    try {
      workshop.bank().ensure(ref);
      return workshop.catalogue().touch(ref);
    } catch (ImageProblem e) {
      task.say(BuildEvent.BUILDING, "again, since " + e.getMessage(), ref);
      return false;
    }
  }

  private void built(Task task, ImageRef ref) throws BuildFailed {
    task.ours().values().forEach(workshop.bank()::ensure);
    for (String base : task.recipe().bases()) {
      if (!task.ours().containsKey(base)) {
        finding.ensure(base, task.name().toString(), task.fresh(), task.events());
      }
    }
    workshop.unannounced().begin(ref);
    Image image;
    try {
      run(task, ref);
      image = Saved.image(workshop, ref.toString(), "");
      if (!workshop.catalogue().add(ref, image)) {
        // Another host has made it meanwhile: there is one image of a tag, and it was first.
        workshop.engine().remove(ref.toString());
        workshop.bank().ensure(ref);
      }
    } finally {
      workshop.unannounced().over(ref);
    }
    task.say(BuildEvent.BUILT, Amounts.of(image.size()), ref);
  }

  private void run(Task task, ImageRef ref) throws BuildFailed {
    Recipe recipe = task.recipe();
    String dockerfile =
        Froms.renamed(
            recipe.dockerfile(),
            recipe.args(),
            base ->
                Optional.ofNullable(task.ours().get(base)).map(ImageRef::toString).orElse(base));
    Room.check(
        workshop.engine().room(),
        workshop.self(),
        recipe.name().toString(),
        Pack.whole(recipe.folder()).bytes());
    Output output = new Output();
    places.acquire();
    try {
      try (InputStream context = new Context(recipe.folder(), dockerfile).open()) {
        workshop
            .engine()
            .build(
                context,
                Context.DOCKERFILE,
                recipe.args(),
                ref.toString(),
                task.fresh(),
                line -> {
                  output.line(line);
                  task.say(BuildEvent.BUILDING, line, ref);
                });
      }
    } catch (ImageProblem | IOException e) {
      throw failed(recipe.name(), output, e);
    } finally {
      places.release();
    }
  }

  private static BuildFailed failed(ImageName name, Output output, Exception e) {
    String where = output.step().isEmpty() ? "" : " at " + output.step();
    List<String> lines = new ArrayList<>(output.last());
    return new BuildFailed(name + " cannot be built" + where + ": " + e.getMessage(), lines, e);
  }
}
