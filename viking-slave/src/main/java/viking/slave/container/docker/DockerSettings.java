package viking.slave.container.docker;

import java.net.URI;
import viking.core.model.BadInput;

/** Where the engine answers, and the host's address that ports are published on. */
public record DockerSettings(URI engine, String address) {
  public static final URI USUAL_ENGINE = URI.create("unix:///var/run/docker.sock");

  public DockerSettings {
    String scheme = String.valueOf(engine.getScheme());
    if (!scheme.equals("unix") && !scheme.equals("tcp")) {
      throw new BadInput(
          "engine '" + engine + "' is not an address such as " + USUAL_ENGINE + " or tcp://…:2375");
    }
  }
}
