package viking.slave.container.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.core.model.HealthCheck;
import viking.core.model.HealthCheck.Kind;
import viking.core.model.Stop;
import viking.core.store.testing.Eventually;
import viking.core.testing.Requires;
import viking.core.testing.Tool;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.Seen;
import viking.slave.container.testing.EngineLine;

@Requires({Tool.DOCKER, Tool.BUSYBOX})
class ITDockerHealth extends DockerScene {
  private static final Duration IN_TIME = Duration.ofSeconds(20);
  private static final Duration LATE = Duration.ofSeconds(40);
  private static final Duration AT_ONCE = Duration.ofMillis(500);
  private static final String SERVES =
      "mkdir /www; echo hi > /www/up; httpd -p 80 -h /www; while true; do sleep 1; done";

  @Test
  void asksForAPage() {
    Seen running = line.started(id, shell(SERVES));
    Eventually.holds("/up is served", () -> check(running, http("/up", 80)).ok());
    EngineEvent.Checked missing = check(running, http("/down", 80));
    assertFalse(missing.ok());
    assertEquals("GET /down was answered with 404", missing.output());
  }

  @Test
  void connectsToEveryExposedPortWhereNoneIsNamed() {
    Seen running =
        line.started(
            id,
            job(
                "\"expose\":[80,81,\"53/udp\"],\"run\":[\"sh\",\"-c\",\"httpd -p 80; while ! test -e"
                    + " /go; do sleep 0.05; done; httpd -p 81; sleep 1000\"]"));
    Eventually.holds("port 80 answers", () -> check(running, tcp(80)).ok());
    assertEquals("port 81 refuses connections", check(running, tcp(0)).output());
    docker.run("exec", running.id(), "touch", "/go");
    Eventually.holds("both answer", () -> check(running, tcp(0)).ok());
  }

  @Test
  void givesUpOnAPortThatTakesConnectionsAndSaysNothing() {
    Seen running = line.started(id, shell("nc -ll -p 80 -e sleep 1000"));
    Eventually.holds("port 80 is open", () -> check(running, tcp(80)).ok());
    HealthCheck silent = check(Kind.HTTP, "/", List.of(), 80, AT_ONCE);
    Eventually.holds(
        "silence is reported",
        () -> check(running, silent).output().equals("no answer from port 80 within 0.5 s"));
  }

  @Test
  void runsACommand() {
    Seen running = line.started(id, shell("sleep 1000"));
    assertTrue(check(running, command("true")).ok());
    EngineEvent.Checked failed =
        check(running, command("sh", "-c", "echo first; echo no db >&2; exit 7"));
    assertFalse(failed.ok());
    assertEquals("the command exited with 7: no db", failed.output());
    EngineEvent.Checked missing = check(running, command("nope"));
    assertFalse(missing.ok());
    assertTrue(
        missing.output().contains("exec: \"nope\": executable file not found"), missing.output());
  }

  @Test
  void killsACommandThatTakesTooLong() {
    Seen running = line.started(id, shell("sleep 1000"));
    EngineEvent.Checked late =
        check(running, check(Kind.COMMAND, "", List.of("sh", "-c", "sleep 555; true"), 0, AT_ONCE));
    assertFalse(late.ok());
    assertEquals("the command was not done within 0.5 s", late.output());
    Eventually.holds(
        () -> docker.run("top", running.id()),
        () -> !docker.run("top", running.id()).contains("sleep 555"));
  }

  @Test
  void holdsUpNothingWhenManyCommandsHang() {
    Seen running = trapping(id, "trap 'exit 0' TERM", "while true; do sleep 0.1; done");
    HealthCheck hangs = check(Kind.COMMAND, "", List.of("sleep", "1000"), 0, LATE);
    List<Long> tokens = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      tokens.add(line.begin(t -> new EngineEffect.Check(t, running.id(), hangs, "")));
    }
    long began = System.nanoTime();
    EngineLine.done(line.stop(running.id(), new Stop("SIGTERM", LATE, Duration.ZERO)));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("stopped among checks that hang: %d ms%n", took.toMillis());
    assertTrue(took.compareTo(LATE) < 0, "the stop did not wait for the checks: " + took);
    for (long token : tokens) {
      EngineEvent answer = line.answer(token);
      assertFalse(answer instanceof EngineEvent.Checked checked && checked.ok(), "" + answer);
    }
  }

  @Test
  void followsAContainerToItsNextAddress() {
    Seen running = line.started(id, shell(SERVES));
    Eventually.holds("/up is served", () -> check(running, http("/up", 80)).ok());
    line.kill(running.id());
    Seen between = line.started(other, shell("sleep 1000"));
    line.start(running.id());
    Eventually.holds("/up is served", () -> check(running, http("/up", 80)).ok());
    line.kill(between.id());
  }

  private EngineEvent.Checked check(Seen seen, HealthCheck check) {
    return (EngineEvent.Checked) line.check(seen.id(), check);
  }

  private static HealthCheck http(String path, int port) {
    return check(Kind.HTTP, path, List.of(), port, IN_TIME);
  }

  private static HealthCheck tcp(int port) {
    return check(Kind.TCP, "", List.of(), port, IN_TIME);
  }

  private static HealthCheck command(String... words) {
    return check(Kind.COMMAND, "", List.of(words), 0, IN_TIME);
  }

  private static HealthCheck check(
      Kind kind, String path, List<String> command, int port, Duration timeout) {
    return new HealthCheck(
        kind,
        path,
        command,
        port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
        IN_TIME,
        timeout,
        1,
        Duration.ZERO);
  }
}
