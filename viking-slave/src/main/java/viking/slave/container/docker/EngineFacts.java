package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import viking.core.model.BadInput;

/** What the engine is, and what the machine under it has. */
public record EngineFacts(String version, int cpus, long memory, String rootDirectory) {
  private static final Pattern API = Pattern.compile("1\\.(\\d{1,4})");
  private static final int LEAST_API = 41;

  /** Refuses what viking cannot work with, in a line that says what to do about it. */
  static EngineFacts of(DockerClient client, DockerSettings settings) {
    Version version = client.versionCmd().exec();
    String name = "the engine at " + settings.engine();
    boolean podman =
        Optional.ofNullable(version.getComponents()).orElse(List.of()).stream()
            .anyMatch(part -> part.getName().toLowerCase(Locale.ROOT).contains("podman"));
    if (podman) {
      throw new BadInput(name + " is podman, which only resembles Docker: install Docker");
    }
    Matcher api = API.matcher(String.valueOf(version.getApiVersion()));
    if (!api.matches() || Integer.parseInt(api.group(1)) < LEAST_API) {
      throw new BadInput(
          name + " is Docker " + version.getVersion() + ": viking needs 20.10 or later");
    }
    Info info = client.infoCmd().exec();
    if (Optional.ofNullable(info.getSecurityOptions()).orElse(List.of()).stream()
        .anyMatch(option -> option.contains("rootless"))) {
      throw new BadInput(
          name + " is rootless, and cannot give containers addresses: run dockerd as root");
    }
    return new EngineFacts(
        version.getVersion(), info.getNCPU(), info.getMemTotal(), info.getDockerRootDir());
  }
}
