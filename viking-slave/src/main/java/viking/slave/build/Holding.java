package viking.slave.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.model.Host;
import viking.core.model.Image;
import viking.core.model.ImageRef;
import viking.core.state.Versioned;
import viking.slave.image.Catalogue;
import viking.slave.image.ImageProblem;
import viking.slave.image.Sources;

/** Sees to it that an image outlives this host. */
final class Holding {
  private static final int TRIES = 5;
  private static final int MOST_ASKED = 8;

  private final Workshop workshop;

  Holding(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Blocks until another host has the image, where there is another; refuses if none takes it. */
  void hold(String written, ImageRef ref, Consumer<BuildEvent> events) {
    workshop.bank().ensure(ref);
    Image image = known(ref).value();
    Catalogue.Hosts hosts = workshop.catalogue().hosts();
    List<Host> takers =
        Sources.takers(workshop.self(), ref.toString(), hosts.live(), hosts.cordoned());
    if (takers.isEmpty()) {
      note(ref, List.of(workshop.self()));
      say(events, written, BuildEvent.HELD, workshop.self() + ", there is no other host", ref);
      return;
    }
    Optional<Host> holder =
        takers.stream()
            .filter(host -> image.holders().contains(host.name()))
            .filter(host -> holds(host, ref))
            .findFirst();
    Host second = holder.orElseGet(() -> copied(written, ref, takers, events));
    note(ref, List.of(workshop.self(), second.name()));
    say(events, written, BuildEvent.HELD, workshop.self() + ", " + second.name(), ref);
  }

  private boolean holds(Host host, ImageRef ref) {
    try {
      return workshop.peers().held(host).contains(ref.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private Host copied(
      String written, ImageRef ref, List<Host> takers, Consumer<BuildEvent> events) {
    List<String> said = new ArrayList<>();
    for (Host host : takers.subList(0, Math.min(takers.size(), MOST_ASKED))) {
      say(events, written, BuildEvent.COPYING, "to " + host.name(), ref);
      try {
        workshop.peers().take(host, ref);
        return host;
      } catch (IOException e) {
        said.add(host.name() + ": " + e.getMessage());
      }
    }
    throw new ImageProblem(
        written
            + " is on "
            + workshop.self()
            + " alone, and would be lost with it; no other host takes it: "
            + String.join("; ", said));
  }

  /** Puts the key anew, so that nobody takes the image away before a release speaks of it. */
  private void note(ImageRef ref, List<String> holders) {
    for (int i = 0; i < TRIES; i++) {
      Versioned<Image> known = known(ref);
      Image was = known.value();
      Image noted = new Image(was.digest(), was.size(), was.from(), holders, was.at());
      if (workshop.catalogue().replace(ref, known.modified(), noted)) {
        return;
      }
    }
    throw new ImageProblem("the imagebank's " + ref + " changes all the time; deploy again");
  }

  private Versioned<Image> known(ImageRef ref) {
    return workshop
        .catalogue()
        .find(ref)
        .orElseThrow(
            () -> new ImageProblem("the imagebank has lost " + ref + " just now; deploy again"));
  }

  private static void say(
      Consumer<BuildEvent> events, String written, String state, String text, ImageRef ref) {
    events.accept(new BuildEvent(written, state, text, ref.toString()));
  }
}
