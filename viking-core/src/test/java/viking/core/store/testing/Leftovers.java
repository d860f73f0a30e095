package viking.core.store.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Map;

/**
 * Containers carry the id of the JVM that made them: those of a dead one are removed by the next.
 */
final class Leftovers {
  private static final String MADE_BY = "viking.test.jvm";

  private Leftovers() {}

  static Map<String, String> label() {
    return Map.of(MADE_BY, Long.toString(ProcessHandle.current().pid()));
  }

  static void remove(DockerClient docker) {
    List<Container> made =
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(MADE_BY)).exec();
    for (Container container : made) {
      if (ProcessHandle.of(Long.parseLong(container.getLabels().get(MADE_BY))).isEmpty()) {
        docker.removeContainerCmd(container.getId()).withForce(true).exec();
      }
    }
  }
}
