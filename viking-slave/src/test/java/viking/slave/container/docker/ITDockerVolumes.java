package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import viking.core.model.SlotId;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.Label;
import viking.slave.container.testing.DockerTool;
import viking.slave.volume.VolumeProblem;

/** Of a real engine's volumes those go that are meant, and no other. */
@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITDockerVolumes extends DockerScene {
  private final SlotId slot = new SlotId(id.stack(), "db", "1");

  @Test
  void allVolumesOfTheSlotGoAndNoOther() {
    String data = volume("data", slot);
    String log = volume("log", slot);
    String next = volume("next", new SlotId(id.stack(), "db", "11"));
    assertEquals(List.of(data, log), engine.volumes().remove(labels(slot)));
    assertEquals(next, docker.run("volume", "ls", "-q", "--filter", "name=^" + id.stack() + "_"));
    assertEquals(List.of(), engine.volumes().remove(labels(slot)));
  }

  @Test
  void oneThatAContainerHasStays() {
    String data = volume("data", slot);
    docker.run(
        "create",
        "--label",
        Label.MARK + "=" + line.cluster(),
        "-v",
        data + ":/data",
        DockerTool.IMAGE,
        "true");
    VolumeProblem problem =
        assertThrows(VolumeProblem.class, () -> engine.volumes().remove(labels(slot)));
    assertEquals("a container still has volume " + data, problem.getMessage());
  }

  private Map<String, String> labels(SlotId of) {
    return Label.ofVolume(line.cluster(), of);
  }

  private String volume(String name, SlotId of) {
    List<String> labels =
        labels(of).entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
    return docker.run(
        "volume",
        "create",
        "--label",
        labels.get(0),
        "--label",
        labels.get(1),
        id.stack() + "_" + name);
  }
}
