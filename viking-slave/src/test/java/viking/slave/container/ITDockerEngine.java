package viking.slave.container;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.docker.DockerEngine;
import viking.slave.container.docker.DockerSettings;
import viking.slave.container.testing.DockerTool;
import viking.slave.container.testing.EngineLine;

@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITDockerEngine extends EngineContract {
  private static final DockerTool DOCKER = new DockerTool(DockerSettings.USUAL_ENGINE.toString());

  private DockerEngine docker;

  @BeforeAll
  static void haveImage() {
    DOCKER.haveImage();
  }

  @AfterEach
  void clean() {
    docker.close();
    DOCKER.removeAll(engine.cluster());
    if (!DOCKER.run("ps", "-aq", "--filter", "name=^" + id.container() + "$").isEmpty()) {
      DOCKER.run("rm", "-fv", id.container());
    }
  }

  @Override
  EngineLine line() {
    docker = DockerEngine.connect(new DockerSettings(DockerSettings.USUAL_ENGINE, ADDRESS));
    return new EngineLine(docker, UUID.randomUUID().toString());
  }

  @Override
  String image() {
    return DockerTool.IMAGE;
  }

  @Override
  void awaitReady(Seen seen) {
    DOCKER.awaitFile(seen.id(), "/ready");
  }

  @Override
  void end(Seen seen, int code) {
    DOCKER.run("exec", seen.id(), "sh", "-c", "echo " + code + " > /end");
  }

  @Override
  void removeByHand(Seen seen) {
    DOCKER.run("rm", "-f", seen.id());
  }

  @Override
  void foreign(String name) {
    DOCKER.run("run", "-d", "--name", name, DockerTool.IMAGE, "sleep", "1000");
  }
}
