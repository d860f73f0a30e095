package viking.slave.build;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import viking.core.store.Store;
import viking.core.store.testing.MemoryEtcd;
import viking.slave.build.testing.Workshops;
import viking.slave.container.docker.DockerEngine;
import viking.slave.container.docker.DockerSettings;
import viking.slave.container.testing.DockerTool;
import viking.slave.image.Catalogue;
import viking.slave.image.HttpPeers;
import viking.slave.image.Login;

/** Builds of one stack on this machine's engine; its images are removed afterwards. */
abstract class DockerBuildScene {
  static final DockerTool DOCKER = new DockerTool(DockerSettings.USUAL_ENGINE.toString());

  final String stack = "it" + Integer.toHexString(hashCode());
  final MemoryEtcd etcd = new MemoryEtcd();
  final Store store = etcd.connect();
  final Catalogue catalogue = new Catalogue(store);
  @TempDir Path folder;
  DockerEngine engine;

  @BeforeEach
  void connect() {
    DOCKER.haveImage();
    engine = DockerEngine.connect(new DockerSettings(DockerSettings.USUAL_ENGINE, "127.0.0.1"));
  }

  @AfterEach
  void clean() {
    engine.close();
    etcd.close();
    for (String name :
        DOCKER
            .run("images", "--format", "{{.Repository}}:{{.Tag}}", "viking/" + stack + "/*")
            .lines()
            .toList()) {
      DOCKER.run("rmi", name);
    }
  }

  /** There is no other host to ask. */
  Workshop workshop(Function<String, Optional<Login>> logins) {
    return Workshops.h1(engine, catalogue, new HttpPeers("token", 1), logins);
  }
}
