package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import viking.core.model.BadInput;

/** A host port that a container could not have, since somebody has it. */
record PortTaken(int port) {
  private static final Pattern TAKEN =
      Pattern.compile(
          "[:\\]](\\d{1,5}) failed: port is already allocated"
              + "|[:\\]](\\d{1,5}): bind: address already in use");

  static Optional<PortTaken> in(String words) {
    Matcher found = TAKEN.matcher(words);
    return found.find()
        ? Optional.of(
            new PortTaken(
                Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1))))
        : Optional.empty();
  }

  /** Names the container that has it, or else it is some process of the host. */
  BadInput refusal(DockerClient client) {
    String holder =
        client.listContainersCmd().exec().stream()
            .filter(this::isHeldBy)
            .findFirst()
            .map(each -> "container " + each.getNames()[0].replaceFirst("^/", ""))
            .orElse("a process that is not in a container");
    return new BadInput("host port " + port + " is taken by " + holder);
  }

  private boolean isHeldBy(Container container) {
    return Arrays.stream(container.getPorts())
        .map(ContainerPort::getPublicPort)
        .anyMatch(published -> published != null && published == port);
  }
}
