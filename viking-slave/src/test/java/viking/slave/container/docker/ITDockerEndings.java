package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.container.testing.EngineLine.done;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.model.Stop;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.EngineEffect;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITDockerEndings extends DockerScene {
  private static final String DEAF = "trap '' TERM INT; while true; do sleep 1; done";

  @Test
  void givesTheProcessItsSignalAndTime() {
    Seen running =
        line.started(id, shell("trap 'sleep 1; exit 5' INT; while true; do sleep 0.1; done"));
    Seen ended = done(line.stop(running.id(), stop("SIGINT", 20)));
    assertEquals(OptionalInt.of(5), ended.exitCode());
  }

  @Test
  void killsWhatIgnoresItsSignalWhenTheGraceIsOver() {
    Seen running = line.started(id, shell(DEAF));
    long began = System.nanoTime();
    Seen ended = done(line.stop(running.id(), stop("SIGTERM", 1)));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertEquals(OptionalInt.of(137), ended.exitCode());
    assertTrue(took.compareTo(Duration.ofSeconds(1)) >= 0, "it had its grace: " + took);
    assertTrue(took.compareTo(Duration.ofSeconds(6)) < 0, "and no more: " + took);
  }

  @Test
  void stopsWhatSomebodyHasPaused() {
    Seen running = line.started(id, shell("trap 'exit 4' TERM; while true; do sleep 0.1; done"));
    docker.run("pause", running.id());
    assertEquals(Phase.RUNNING, line.listed(running.name()).orElseThrow().phase());
    assertEquals(OptionalInt.of(4), done(line.stop(running.id(), stop("SIGTERM", 20))).exitCode());
  }

  @Test
  void killsWhatSomebodyHasPaused() {
    Seen running = line.started(id, shell(DEAF));
    docker.run("pause", running.id());
    assertEquals(OptionalInt.of(137), done(line.kill(running.id())).exitCode());
  }

  /** More than there are threads: their graces pass at the same time. */
  @Test
  void letsManyTakeTheirTimeAtOnce() {
    List<Seen> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      running.add(line.started(new JobId(id.stack(), "many", "" + i), shell(DEAF)));
    }
    long began = System.nanoTime();
    List<Long> tokens =
        running.stream()
            .map(
                each ->
                    line.begin(t -> new EngineEffect.Stop(t, each.id(), stop("SIGTERM", 3), "")))
            .toList();
    Seen another = line.started(other, shell("sleep 1000"));
    assertTrue(seconds(began) < 3, "others start meanwhile");
    tokens.forEach(token -> assertEquals(Phase.EXITED, done(line.answer(token)).phase()));
    assertTrue(seconds(began) < 9, "8 graces of 3 s took " + seconds(began) + " s");
    done(line.kill(another.id()));
  }

  @Test
  void endsThoughItsNewsWereMissed() {
    Seen running = line.started(id, shell(DEAF));
    long token = line.begin(t -> new EngineEffect.Stop(t, running.id(), stop("SIGTERM", 600), ""));
    engine.doubt();
    docker.run("kill", running.id());
    line.list();
    assertEquals(Phase.EXITED, done(line.answer(token)).phase());
  }

  private static Stop stop(String signal, int seconds) {
    return new Stop(signal, Duration.ofSeconds(seconds), Duration.ZERO);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
