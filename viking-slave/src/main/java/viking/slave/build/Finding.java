package viking.slave.build;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.model.Host;
import viking.core.model.Image;
import viking.core.model.ImageRef;
import viking.core.model.Release;
import viking.slave.image.External;
import viking.slave.image.ImageProblem;
import viking.slave.image.Peers;
import viking.slave.image.Sources;

/** Gets images that nobody builds here: from this engine, from another host, from a registry. */
final class Finding {
  private final Workshop workshop;

  Finding(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * What a name stands for, as an image of the imagebank. A name that the last release has resolved
   * stays what it was, so that nodes are not replaced because another host builds.
   */
  ImageRef resolve(
      String stack,
      String written,
      Optional<Release> before,
      boolean fresh,
      Consumer<BuildEvent> events) {
    Optional<ImageRef> known =
        before.map(release -> release.images().get(written)).flatMap(ImageRef::of);
    if (!fresh && known.isPresent() && obtained(known.get())) {
      events.accept(say(written, BuildEvent.UNCHANGED, "", known.get().toString()));
      return known.get();
    }
    Optional<ImageRef> exact = ImageRef.of(written);
    if (exact.isPresent()) {
      workshop.bank().ensure(exact.get());
      events.accept(say(written, BuildEvent.UNCHANGED, "", written));
      return exact.get();
    }
    ensure(written, written, fresh, events);
    Image image = Saved.image(workshop, written, written);
    ImageRef ref = External.kept(stack, written, image.digest());
    workshop.engine().tag(written, ref.toString());
    workshop.catalogue().add(ref, image);
    events.accept(say(written, BuildEvent.RESOLVED, Amounts.of(image.size()), ref.toString()));
    return ref;
  }

  private boolean obtained(ImageRef ref) {
    try {
      workshop.bank().ensure(ref);
      return true;
    } catch (ImageProblem e) {
      return false;
    }
  }

  /** Blocks until this engine has an image of that name; says where it was looked for. */
  void ensure(String name, String image, boolean fresh, Consumer<BuildEvent> events) {
    boolean here = workshop.engine().find(name).isPresent();
    if (here && !fresh) {
      return;
    }
    events.accept(say(image, BuildEvent.RESOLVING, name, ""));
    List<String> tried = new ArrayList<>();
    tried.add("it is not on " + workshop.self());
    // What is here will do where there is nothing newer to be had.
    boolean found =
        (fresh && pulled(name, tried)) || here || fromOthers(name, tried) || pulled(name, tried);
    if (!found) {
      throw new ImageProblem(
          "image '"
              + name
              + "' cannot be had: "
              + String.join("; ", tried)
              + ". Load it on any host ('docker load'), or log in where it is ('viking registry"
              + " login')");
    }
  }

  private boolean fromOthers(String name, List<String> tried) {
    List<String> said = new ArrayList<>();
    workshop
        .bank()
        .whileBusy(
            () -> {
              said.clear();
              return wasBusy(name, said);
            });
    tried.addAll(said);
    return workshop.engine().find(name).isPresent();
  }

  /** Asks each once; true where it is not here now, but somebody has it who has no time. */
  private boolean wasBusy(String name, List<String> said) {
    List<Host> hosts =
        Sources.of(workshop.self(), name, List.of(), workshop.catalogue().hosts().live());
    boolean busy = false;
    for (Host host : hosts) {
      try (InputStream tar = workshop.peers().named(host, name)) {
        workshop.bank().load(tar);
        if (workshop.engine().find(name).isPresent()) {
          return false;
        }
        said.add(host.name() + ": what it sends has lost that name");
      } catch (Peers.Refused e) {
        busy |= e.busy();
        said.add(host.name() + ": " + e.getMessage());
      } catch (IOException | ImageProblem e) {
        said.add(host.name() + ": " + e.getMessage());
      }
    }
    if (hosts.isEmpty()) {
      said.add("there is no other host to ask");
    }
    return busy;
  }

  private boolean pulled(String name, List<String> tried) {
    String registry = External.registry(name);
    try {
      workshop.engine().pull(name, workshop.logins().apply(registry));
      return true;
    } catch (ImageProblem e) {
      tried.add(registry + ": " + e.getMessage());
      return false;
    }
  }

  private static BuildEvent say(String image, String state, String text, String ref) {
    return new BuildEvent(image, state, text, ref);
  }
}
