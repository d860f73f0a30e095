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
import java.util.Optional;
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
import viking.slave.container.testing.EngineLine;
import viking.slave.container.testing.SocketProxy;

/** An engine that says nothing, or is not there, seen from behind a proxy. */
@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITDockerTrouble extends DockerScene {
  /** For what is to be given up; all else may take its time. */
  private static final Limits HASTY =
      new Limits(Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(8));

  private final SocketProxy proxy = new SocketProxy(Path.of(DockerSettings.USUAL_ENGINE.getPath()));

  @Override
  URI address() {
    return URI.create("unix://" + proxy.path());
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  /** Each of its own limit, one behind the other, they would take a minute. */
  @Test
  void answersEverythingInTimeThoughTheEngineSaysNothing() {
    Seen running = line.started(id, shell("sleep 1000"));
    try (DockerEngine hasty = hasty()) {
      EngineLine asking = new EngineLine(hasty, line.cluster());
      asking.list();
      proxy.fallSilent();
      long began = System.nanoTime();
      List<Long> tokens = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        JobId each = new JobId(id.stack(), "silent", "" + i);
        tokens.add(asking.begin(asking.create(each, shell("sleep 1000"), 7)));
      }
      tokens.add(asking.begin(t -> new EngineEffect.ListAll(t, "")));
      tokens.add(asking.begin(t -> new EngineEffect.Kill(t, running.id(), "")));
      tokens.add(asking.begin(t -> new EngineEffect.Remove(t, running.id(), "")));
      tokens.forEach(
          token -> assertEquals(Optional.empty(), asking.answered(token), "asking does not block"));
      tokens.forEach(token -> failed(Failure.AWAY, asking.answer(token)));
      String told = "20 creates took " + seconds(began) + " s to be given up";
      System.out.println("ITDockerTrouble: " + told);
      assertTrue(seconds(began) < 30, told);
      proxy.speak();
      Eventually.holds("it is used again", () -> lists(asking));
      done(asking.kill(running.id()));
    }
  }

  @Test
  void usesAnEngineThatIsBackWithinASecond() {
    Seen running = line.started(id, shell("sleep 1000"));
    List<Double> took = new ArrayList<>();
    // A machine that has too much to do holds up one or the other, but not each.
    while (took.size() < 5 && took.stream().noneMatch(seconds -> seconds < 1)) {
      cut();
      String why = failed(Failure.AWAY, line.ask(t -> new EngineEffect.ListAll(t, "")));
      assertTrue(why.contains("No such file"), why);
      proxy.heal();
      long began = System.nanoTime();
      // A listing that was on its way while the engine came back may still fail.
      Eventually.holds("it lists again", () -> lists(line));
      took.add(seconds(began));
      assertEquals(running, line.listed(running.name()).orElseThrow());
    }
    System.out.println("ITDockerTrouble: listed after " + took + " s");
    assertTrue(took.stream().anyMatch(seconds -> seconds < 1), "listed after " + took + " s");
  }

  @Test
  void findsWhatHappenedWhileItWasBlind() {
    Seen running = line.started(id, shell("sleep 1000"));
    Seen gone = line.started(other, shell("sleep 1000"));
    line.list();
    cut();
    docker.run("kill", running.id());
    docker.run("rm", "-f", gone.id());
    proxy.heal();
    Eventually.holds("it lists again", () -> lists(line));
    Seen ended = line.listed(running.name()).orElseThrow();
    assertEquals(Phase.EXITED, ended.phase());
    assertTrue(line.listed(gone.name()).isEmpty());
    docker.run("start", running.id());
    line.noticed(
        s ->
            s.id().equals(running.id())
                && s.phase() == Phase.RUNNING
                && s.run().compareTo(ended.run()) > 0);
  }

  /** Its answer is lost, not the container: whoever asks again learns that the name is taken. */
  @Test
  void doesNotMakeTwoWhenTheAnswerIsLost() {
    try (DockerEngine hasty = hasty()) {
      EngineLine asking = new EngineLine(hasty, line.cluster());
      proxy.fallSilent();
      failed(Failure.AWAY, asking.ask(asking.create(id, shell("sleep 1000"), 7)));
      proxy.speak();
    }
    Eventually.holds("it is used again", () -> lists(line));
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

  private DockerEngine hasty() {
    return DockerEngine.connect(new DockerSettings(address(), ADDRESS), HASTY);
  }

  /** Returns when that is known. */
  private void cut() {
    long before = interruptions();
    proxy.cut();
    Eventually.holds("it is noticed", () -> interruptions() > before);
  }

  private static boolean lists(EngineLine line) {
    return line.ask(t -> new EngineEffect.ListAll(t, "")) instanceof EngineEvent.Listed;
  }

  private long interruptions() {
    return line.heard().stream().filter(EngineEvent.Interrupted.class::isInstance).count();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
