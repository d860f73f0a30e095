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
      ImageRef made = made(recipe, inputs, ours, fresh, events);
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

  private ImageRef made(
      Recipe recipe,
      String inputs,
      Map<String, ImageRef> ours,
      boolean fresh,
      Consumer<BuildEvent> events)
      throws BuildFailed {
    ImageName name = recipe.name();
    SortedMap<String, Versioned<Image>> tags =
        workshop.catalogue().tags(name.stack(), name.image());
    Optional<ImageRef> latest =
        Tags.latest(inputs, tags.keySet())
            .map(tag -> new ImageRef(name.stack(), name.image(), tag));
    if (!fresh && latest.isPresent() && obtained(latest.get(), name, events)) {
      events.accept(say(name, BuildEvent.UNCHANGED, "", latest.get()));
      return latest.get();
    }
    ImageRef ref = new ImageRef(name.stack(), name.image(), Tags.next(inputs, tags.keySet()));
    built(recipe, ref, ours, fresh, events);
    return ref;
  }

  /** Whether it can be had; if not, it is made again, and is then another image. */
  private boolean obtained(ImageRef ref, ImageName name, Consumer<BuildEvent> events) {
    try {
      workshop.bank().ensure(ref);
      return workshop.catalogue().touch(ref);
    } catch (ImageProblem e) {
      events.accept(say(name, BuildEvent.BUILDING, "again, since " + e.getMessage(), ref));
      return false;
    }
  }

  private void built(
      Recipe recipe,
      ImageRef ref,
      Map<String, ImageRef> ours,
      boolean fresh,
      Consumer<BuildEvent> events)
      throws BuildFailed {
    ours.values().forEach(workshop.bank()::ensure);
    for (String base : recipe.bases()) {
      if (!ours.containsKey(base)) {
        finding.ensure(base, recipe.name().toString(), fresh, events);
      }
    }
    workshop.unannounced().begin(ref);
    Image image;
    try {
      run(recipe, ref, ours, fresh, events);
      image = Saved.image(workshop, ref.toString(), "");
      if (!workshop.catalogue().add(ref, image)) {
        // Another host has made it meanwhile: there is one image of a tag, and it was first.
        workshop.engine().remove(ref.toString());
        workshop.bank().ensure(ref);
      }
    } finally {
      workshop.unannounced().over(ref);
    }
    events.accept(say(recipe.name(), BuildEvent.BUILT, Amounts.of(image.size()), ref));
  }

  private void run(
      Recipe recipe,
      ImageRef ref,
      Map<String, ImageRef> ours,
      boolean fresh,
      Consumer<BuildEvent> events)
      throws BuildFailed {
    String dockerfile =
        Froms.renamed(
            recipe.dockerfile(),
            recipe.args(),
            base -> Optional.ofNullable(ours.get(base)).map(ImageRef::toString).orElse(base));
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
                fresh,
                line -> {
                  output.line(line);
                  events.accept(say(recipe.name(), BuildEvent.BUILDING, line, ref));
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

  private static BuildEvent say(ImageName name, String state, String text, ImageRef ref) {
    return new BuildEvent(name.toString(), state, text, ref.toString());
  }
}
