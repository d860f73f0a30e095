package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.container.testing.EngineLine.done;
import static viking.slave.container.testing.EngineLine.failed;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Phase;
import viking.slave.container.Seen;
import viking.slave.container.testing.DockerDaemon;
import viking.slave.container.testing.EngineLine;

/** An engine of the test's own that comes and goes. */
@Requires({Tool.DOCKER, Tool.BUSYBOX, Tool.ROOT})
class ITDockerRestart {
  private static final JobId ID = JobId.parse("it.restart.1");

  private final DockerDaemon daemon = DockerDaemon.start();
  private final DockerSettings settings = new DockerSettings(daemon.address(), "127.0.0.1");
  private final DockerEngine engine = DockerEngine.connect(settings);
  private final EngineLine line = new EngineLine(engine, "c1");

  @BeforeEach
  void list() {
    daemon.tool().haveImage();
    assertEquals(0, line.list().size());
  }

  @AfterEach
  void close() {
    engine.close();
    daemon.close();
  }

  @Test
  void goesOnWithAnEngineThatHasRestarted() {
    Seen running =
        line.started(ID, DockerScene.shell("trap 'exit 0' TERM; while true; do sleep 0.1; done"));
    daemon.end();
    Eventually.holds("it is noticed", this::interrupted);
    failed(Failure.AWAY, line.ask(t -> new EngineEffect.ListAll(t, "")));
    assertTrue(
        assertThrows(EngineAway.class, engine::facts)
            .getMessage()
            .startsWith("no Docker engine answers at unix:///"));
    daemon.begin();
    long back = System.nanoTime();
    Eventually.holds("it lists again", this::lists);
    Seen ended = line.listed(running.name()).orElseThrow();
    assertEquals(Phase.EXITED, ended.phase());
    assertEquals(running.run(), ended.run());
    Seen again = done(line.start(running.id()));
    System.out.printf("after its restart: used in %d ms%n", (System.nanoTime() - back) / 1_000_000);
    assertTrue(again.run().compareTo(ended.run()) > 0);
    daemon.tool().run("kill", running.id());
    line.noticed(s -> s.run().equals(again.run()) && s.phase() == Phase.EXITED);
  }

  @Test
  void isNotHeldUpByOneThatHangs() {
    Duration look = Duration.ofSeconds(2);
    Limits limits = new Limits(look, Limits.USUAL.act(), Limits.USUAL.pull());
    daemon.pause();
    try (DockerEngine hurried = DockerEngine.connect(settings, limits)) {
      long began = System.nanoTime();
      assertThrows(EngineAway.class, hurried::facts);
      System.out.printf("while it hangs: %d ms%n", (System.nanoTime() - began) / 1_000_000);
      assertTrue(System.nanoTime() - began < 60e9);
    }
    daemon.resume();
    assertEquals(0, line.list().size());
  }

  @Test
  void knowsTheMachine() {
    EngineFacts facts = engine.facts();
    assertEquals(daemon.tool().run("version", "-f", "{{.Server.Version}}"), facts.version());
    assertEquals(daemon.tool().run("info", "-f", "{{.NCPU}}"), "" + facts.cpus());
    assertTrue(facts.memory() > 1 << 28, "" + facts);
    assertTrue(facts.rootDirectory().endsWith("/data"), "" + facts);
  }

  private boolean lists() {
    return line.ask(t -> new EngineEffect.ListAll(t, "")) instanceof EngineEvent.Listed;
  }

  private boolean interrupted() {
    return line.heard().stream().anyMatch(EngineEvent.Interrupted.class::isInstance);
  }
}
