package viking.slave.container.docker;

import java.net.URI;
import java.nio.file.Path;
import viking.core.config.Config;
import viking.core.model.BadInput;

/**
 * Where the engine answers, the host's address that ports are published on, and where the secrets
 * of its containers are laid out.
 */
public record DockerSettings(URI engine, String address, Path secrets) {
  public static final URI USUAL_ENGINE = URI.create("unix:///var/run/docker.sock");

  public DockerSettings {
    String scheme = String.valueOf(engine.getScheme());
    if (!scheme.equals("unix") && !scheme.equals("tcp")) {
      throw new BadInput(
          "engine '" + engine + "' is not an address such as " + USUAL_ENGINE + " or tcp://…:2375");
    }
  }

  /** Where nobody needs a place of his own for secrets. */
  public DockerSettings(URI engine, String address) {
    this(engine, address, Path.of(Config.USUAL_RUN_DIR, "secrets"));
  }
}
