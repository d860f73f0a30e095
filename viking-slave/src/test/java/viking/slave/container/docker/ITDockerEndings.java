package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.container.testing.EngineLine.done;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    Seen running = trapping(id, "trap 'sleep 1; exit 5' INT", "while true; do sleep 0.1; done");
    Seen ended = done(line.stop(running.id(), stop("SIGINT", 40)));
    assertEquals(OptionalInt.of(5), ended.exitCode());
  }

  @Test
  void killsWhatIgnoresItsSignalWhenTheGraceIsOver() {
    Seen made = line.created(id, shell(DEAF));
    List<Double> took = new ArrayList<>();
    // A machine that has too much to do holds up one or the other, but not each.
    while (took.size() < 5 && took.stream().noneMatch(seconds -> seconds < 6)) {
      done(line.start(made.id()));
      long began = System.nanoTime();
      Seen ended = done(line.stop(made.id(), stop("SIGTERM", 1)));
      took.add(seconds(began));
      assertEquals(OptionalInt.of(137), ended.exitCode());
    }
    assertTrue(took.stream().allMatch(seconds -> seconds >= 1), "it had its grace: " + took);
    assertTrue(took.stream().anyMatch(seconds -> seconds < 6), "and no more: " + took);
  }

  @Test
  void stopsWhatSomebodyHasPaused() {
    Seen running = trapping(id, "trap 'exit 4' TERM", "while true; do sleep 0.1; done");
    docker.run("pause", running.id());
    assertEquals(Phase.RUNNING, line.listed(running.name()).orElseThrow().phase());
    assertEquals(OptionalInt.of(4), done(line.stop(running.id(), stop("SIGTERM", 40))).exitCode());
  }

  @Test
  void killsWhatSomebodyHasPaused() {
    Seen running = line.started(id, shell(DEAF));
    docker.run("pause", running.id());
    assertEquals(OptionalInt.of(137), done(line.kill(running.id())).exitCode());
  }

  /** More than there are threads: others start meanwhile. */
  @Test
  void letsNobodyWaitForThoseThatTakeTheirTime() {
    List<Seen> many = startMany();
    List<Long> tokens = stopAll(many, 600);
    Seen another = line.started(other, shell("sleep 1000"));
    done(line.kill(another.id()));
    tokens.forEach(token -> assertEquals(Optional.empty(), line.answered(token)));
    many.forEach(each -> docker.run("kill", each.id()));
    tokens.forEach(token -> assertEquals(Phase.EXITED, done(line.answer(token)).phase()));
  }

  /** More than there are threads: their graces pass at the same time. */
  @Test
  void letsManyTakeTheirTimeAtOnce() {
    List<Seen> many = startMany();
    long began = System.nanoTime();
    List<Long> tokens = stopAll(many, 5);
    tokens.forEach(token -> assertEquals(Phase.EXITED, done(line.answer(token)).phase()));
    String told = many.size() + " graces of 5 s took " + seconds(began) + " s";
    System.out.println("ITDockerEndings: " + told);
    assertTrue(seconds(began) < 5 * many.size(), told);
  }

  private List<Seen> startMany() {
    List<Seen> running = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      running.add(line.started(new JobId(id.stack(), "many", "" + i), shell(DEAF)));
    }
    return running;
  }

  private List<Long> stopAll(List<Seen> running, int seconds) {
    return running.stream()
        .map(
            each ->
                line.begin(t -> new EngineEffect.Stop(t, each.id(), stop("SIGTERM", seconds), "")))
        .toList();
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
