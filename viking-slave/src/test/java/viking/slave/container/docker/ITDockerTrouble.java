package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.container.testing.EngineLine.done;
import static viking.slave.container.testing.EngineLine.failed;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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
import viking.slave.container.testing.SocketProxy;

/** An engine that says nothing, or is not there, seen from behind a proxy. */
@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITDockerTrouble extends DockerScene {
  private final SocketProxy proxy = new SocketProxy(Path.of(DockerSettings.USUAL_ENGINE.getPath()));

  @Override
  URI address() {
    return URI.create("unix://" + proxy.path());
  }

  @Override
  Limits limits() {
    return new Limits(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  @Test
  void answersEverythingInTimeThoughTheEngineSaysNothing() {
    Seen running = line.started(id, shell("sleep 1000"));
    proxy.fallSilent();
    long began = System.nanoTime();
    List<Long> tokens = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      JobId each = new JobId(id.stack(), "silent", "" + i);
      tokens.add(line.begin(line.create(each, shell("sleep 1000"), 7)));
    }
    tokens.add(line.begin(t -> new EngineEffect.ListAll(t, "")));
    tokens.add(line.begin(t -> new EngineEffect.Kill(t, running.id(), "")));
    tokens.add(line.begin(t -> new EngineEffect.Remove(t, running.id(), "")));
    assertTrue(seconds(began) < 1, "asking does not block");
    tokens.forEach(token -> failed(Failure.AWAY, line.answer(token)));
    assertTrue(seconds(began) < 12, "20 creates took " + seconds(began) + " s to be given up");
    proxy.speak();
    Eventually.holds("it is used again", () -> lists());
    done(line.kill(running.id()));
  }

  @Test
  void usesAnEngineThatIsBackWithinASecond() {
    Seen running = line.started(id, shell("sleep 1000"));
    proxy.cut();
    Eventually.holds("it is noticed", this::interrupted);
    String why = failed(Failure.AWAY, line.ask(t -> new EngineEffect.ListAll(t, "")));
    assertTrue(why.contains("No such file"), why);
    proxy.heal();
    long began = System.nanoTime();
    // A listing that was on its way while the engine came back may still fail.
    Eventually.holds("it lists again", this::lists);
    assertEquals(running, line.listed(running.name()).orElseThrow());
    assertTrue(seconds(began) < 1, "listed after " + seconds(began) + " s");
  }

  @Test
  void findsWhatHappenedWhileItWasBlind() {
    Seen running = line.started(id, shell("sleep 1000"));
    Seen gone = line.started(other, shell("sleep 1000"));
    line.list();
    proxy.cut();
    docker.run("kill", running.id());
    docker.run("rm", "-f", gone.id());
    proxy.heal();
    Eventually.holds("it lists again", this::lists);
    Seen ended = line.listed(running.name()).orElseThrow();
    assertEquals(Phase.EXITED, ended.phase());
    assertTrue(line.listed(gone.name()).isEmpty());
    docker.run("start", running.id());
    Seen again = line.noticed(s -> s.id().equals(running.id()) && s.phase() == Phase.RUNNING);
    assertTrue(again.run().compareTo(ended.run()) > 0);
  }

  /** Its answer is lost, not the container: whoever asks again learns that the name is taken. */
  @Test
  void doesNotMakeTwoWhenTheAnswerIsLost() {
    proxy.fallSilent();
    long token = line.begin(line.create(id, shell("sleep 1000"), 7));
    failed(Failure.AWAY, line.answer(token));
    proxy.speak();
    Eventually.holds("it is used again", this::lists);
    Eventually.holds(
        "one is there, by the first request or a later one",
        () -> {
          line.create(id, shell("sleep 1000"));
          return line.listed(id.container()).isPresent();
        });
    failed(Failure.NAME_TAKEN, line.create(id, shell("sleep 1000")));
    assertEquals(7, line.listed(id.container()).orElseThrow().label().orElseThrow().assignment());
  }

  @Test
  void servesTheNextSlaveWhenOneIsGone() {
    Seen running = line.started(id, shell("sleep 1000"));
    engine.closeAll();
    assertEquals(running, line.listed(running.name()).orElseThrow());
    docker.run("kill", running.id());
    line.noticed(s -> s.id().equals(running.id()) && s.phase() == Phase.EXITED);
  }

  @Test
  void tellsOfEveryEndOfWhatCrashesAtOnce() {
    Seen made = line.created(id, shell("exit 9"));
    String last = "";
    for (int i = 0; i < 5; i++) {
      Seen started = done(line.start(made.id()));
      assertTrue(started.run().compareTo(last) > 0, "each run is another");
      last = started.run();
      Eventually.holds(
          () -> "its end in " + line.heard(),
          () ->
              started.phase() == Phase.EXITED
                  || line.findNoticed(
                          s -> s.run().equals(started.run()) && s.exitCode().orElse(0) == 9)
                      .isPresent());
    }
  }

  private boolean lists() {
    return line.ask(t -> new EngineEffect.ListAll(t, "")) instanceof EngineEvent.Listed;
  }

  private boolean interrupted() {
    return line.heard().stream().anyMatch(EngineEvent.Interrupted.class::isInstance);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
