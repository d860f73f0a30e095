package viking.slave.container.docker;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.slave.container.Seen;
import viking.slave.container.testing.DockerTool;
import viking.slave.container.testing.EngineLine;
import viking.slave.testing.Examples;

/** A real engine, asked as a slave asks it, under a cluster of the test's own. */
abstract class DockerScene {
  static final String ADDRESS = "127.0.0.1";

  final JobId id = new JobId("it" + Integer.toHexString(hashCode()), "web", "1");
  final JobId other = new JobId(id.stack(), "web", "2");
  final DockerTool docker = new DockerTool(DockerSettings.USUAL_ENGINE.toString());
  DockerEngine engine;
  EngineLine line;

  URI address() {
    return DockerSettings.USUAL_ENGINE;
  }

  Limits limits() {
    return Limits.USUAL;
  }

  @BeforeEach
  void connect() {
    docker.haveImage();
    engine = DockerEngine.connect(new DockerSettings(address(), ADDRESS), limits());
    line = new EngineLine(engine, UUID.randomUUID().toString());
    line.list();
  }

  @AfterEach
  void clean() {
    engine.close();
    docker.removeAll(line.cluster());
  }

  /** One that does so and has set its traps: signals that come before are lost. */
  Seen trapping(JobId job, String traps, String then) {
    Seen started = line.started(job, shell(traps + "; touch /ready; " + then));
    docker.awaitFile(started.id(), "/ready");
    return started;
  }

  /** A job of the test image with further fields as {@code /proc} spells them. */
  static Job job(String fields) {
    return Examples.job("{\"image\":\"" + DockerTool.IMAGE + "\"," + fields + "}");
  }

  static Job shell(String script) {
    return job("\"run\":[\"sh\",\"-c\",\"" + script + "\"]");
  }
}
