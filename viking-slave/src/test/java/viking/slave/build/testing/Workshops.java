package viking.slave.build.testing;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import viking.slave.build.Workshop;
import viking.slave.container.docker.DockerEngine;
import viking.slave.image.Catalogue;
import viking.slave.image.ImageBank;
import viking.slave.image.Login;
import viking.slave.image.Peers;
import viking.slave.image.Unannounced;

/** What a host has to make images with, without the host. */
public final class Workshops {
  private Workshops() {}

  /** As {@code h1} has it, over that engine. */
  public static Workshop h1(
      DockerEngine engine,
      Catalogue catalogue,
      Peers peers,
      Function<String, Optional<Login>> logins) {
    ImageBank bank =
        new ImageBank("h1", engine.images(), catalogue, peers, ImageBank.Patience.USUAL);
    return new Workshop(
        "h1",
        engine.images(),
        catalogue,
        new Unannounced(),
        bank,
        peers,
        logins,
        Clock.systemUTC());
  }
}
