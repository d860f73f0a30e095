package viking.slave.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.container.testing.EngineLine.done;
import static viking.slave.container.testing.EngineLine.failed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Protocol;
import viking.core.model.Stop;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.testing.EngineLine;
import viking.slave.testing.Examples;

/** What a slave may rely on, whichever engine it is. */
abstract class EngineContract {
  static final String ADDRESS = "127.0.0.1";
  private static final Stop SOON = new Stop("SIGTERM", Duration.ofSeconds(10), Duration.ZERO);
  private static final HealthCheck FINE =
      new HealthCheck(
          HealthCheck.Kind.COMMAND,
          "",
          List.of("true"),
          OptionalInt.empty(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          1,
          Duration.ZERO);

  /** Ends by SIGTERM at once, and with any code by {@link #end}. */
  static final String LIVES =
      "trap 'exit 143' TERM; while ! test -e /end; do sleep 0.05; done;"
          + " code=$(cat /end); rm /end; exit $code";

  final EngineLine engine = line();
  final JobId id = new JobId("it" + Integer.toHexString(hashCode()), "web", "1");
  final JobId other = new JobId(id.stack(), "web", "2");

  abstract EngineLine line();

  /** An image that is there. */
  abstract String image();

  /** Lets a container's process end by itself. */
  abstract void end(Seen seen, int code);

  abstract void removeByHand(Seen seen);

  /** Makes a container that is not viking's. */
  abstract void foreign(String name);

  @BeforeEach
  void listFirst() {
    engine.list();
  }

  @Test
  void showsWhatWasMade() {
    Seen made = engine.created(id, plain());
    assertEquals(id.container(), made.name());
    assertEquals(Phase.CREATED, made.phase());
    assertEquals("", made.run());
    assertEquals(new Label(engine.cluster(), id, 7, plain()), made.label().orElseThrow());
    assertEquals(Optional.of(made), engine.listed(made.name()));
  }

  @Test
  void showsForeignContainersWithoutALabel() {
    foreign(id.container());
    Seen seen = engine.listed(id.container()).orElseThrow();
    assertEquals(Optional.empty(), seen.label());
    assertEquals(Phase.RUNNING, seen.phase());
  }

  @Test
  void refusesANameThatIsTaken() {
    foreign(id.container());
    failed(Failure.NAME_TAKEN, engine.create(id, plain()));
    engine.created(other, plain());
    failed(Failure.NAME_TAKEN, engine.create(other, plain()));
  }

  @Test
  void saysWhichImageIsMissing() {
    String missing = "localhost:1/nowhere/nothing:5";
    String problem =
        failed(
            Failure.IMAGE_MISSING,
            engine.create(id, Examples.job("{\"image\":\"" + missing + "\"}")));
    assertTrue(problem.contains(missing), problem);
    assertEquals(Optional.empty(), engine.listed(id.container()));
  }

  @Test
  void runsWhatIsStarted() {
    Seen made = engine.created(id, plain());
    Seen started = done(engine.start(made.id()));
    assertEquals(Phase.RUNNING, started.phase());
    assertFalse(started.run().isEmpty());
    assertEquals(made.label(), started.label());
    assertEquals(Optional.of(started), engine.listed(made.name()));
  }

  @Test
  void takesAStartOfWhatRunsForDone() {
    Seen started = engine.started(id, plain());
    assertEquals(started, done(engine.start(started.id())));
  }

  @Test
  void stops() {
    Seen started = engine.started(id, plain());
    Seen stopped = done(engine.stop(started.id(), SOON));
    assertEquals(Phase.EXITED, stopped.phase());
    assertEquals(OptionalInt.of(143), stopped.exitCode());
    assertEquals(started.run(), stopped.run());
    assertEquals(List.of(), stopped.ports());
    assertEquals(Optional.of(stopped), engine.listed(started.name()));
  }

  @Test
  void kills() {
    Seen started = engine.started(id, plain());
    Seen killed = done(engine.kill(started.id()));
    assertEquals(Phase.EXITED, killed.phase());
    assertEquals(OptionalInt.of(137), killed.exitCode());
  }

  @Test
  void stopsWhatHasStoppedAlready() {
    Seen started = engine.started(id, plain());
    Seen killed = done(engine.kill(started.id()));
    assertEquals(killed, done(engine.stop(started.id(), SOON)));
    assertEquals(killed, done(engine.kill(started.id())));
  }

  @Test
  void removesWhatDoesNotRun() {
    Seen made = engine.created(id, plain());
    assertEquals(Optional.empty(), ((EngineEvent.Done) engine.remove(made.id())).seen());
    assertEquals(Optional.empty(), engine.listed(made.name()));
    Seen again = done(engine.kill(engine.started(id, plain()).id()));
    assertEquals(Optional.empty(), ((EngineEvent.Done) engine.remove(again.id())).seen());
  }

  @Test
  void refusesToRemoveWhatRuns() {
    Seen started = engine.started(id, plain());
    failed(Failure.REFUSED, engine.remove(started.id()));
    assertEquals(Optional.of(started), engine.listed(started.name()));
  }

  @Test
  void knowsNoContainerThatIsGone() {
    Seen made = engine.created(id, plain());
    engine.remove(made.id());
    failed(Failure.NO_CONTAINER, engine.start(made.id()));
    failed(Failure.NO_CONTAINER, engine.stop(made.id(), SOON));
    failed(Failure.NO_CONTAINER, engine.kill(made.id()));
    failed(Failure.NO_CONTAINER, engine.remove(made.id()));
    failed(Failure.NO_CONTAINER, engine.check(made.id(), FINE));
  }

  @Test
  void tellsOfAnEndWithItsCode() {
    Seen started = engine.started(id, plain());
    end(started, 3);
    Seen ended = engine.noticed(s -> s.id().equals(started.id()) && s.phase() == Phase.EXITED);
    assertEquals(OptionalInt.of(3), ended.exitCode());
    assertEquals(started.run(), ended.run());
    assertEquals(Optional.of(ended), engine.listed(started.name()));
  }

  @Test
  void tellsOneRunFromTheNext() {
    Seen first = engine.started(id, plain());
    end(first, 0);
    Seen ended = engine.noticed(s -> s.phase() == Phase.EXITED);
    Seen second = done(engine.start(first.id()));
    assertTrue(second.run().compareTo(ended.run()) > 0, ended.run() + " " + second.run());
    assertTrue(ended.laterThan(first));
    assertEquals(Optional.of(second), engine.listed(first.name()));
  }

  @Test
  void tellsOfARemovalByHand() {
    Seen started = engine.started(id, plain());
    removeByHand(started);
    engine.vanished(started);
    assertEquals(Optional.empty(), engine.listed(started.name()));
  }

  @Test
  void hasNoNewsOfWhatItWasAskedFor() {
    Seen started = engine.started(id, plain());
    done(engine.stop(started.id(), SOON));
    engine.remove(started.id());
    Seen last = engine.started(other, plain());
    end(last, 1);
    engine.noticed(s -> s.id().equals(last.id()));
    assertEquals(
        Optional.empty(),
        engine.findNoticed(s -> s.id().equals(started.id())),
        "" + engine.heard());
  }

  @Test
  void publishesAFixedPortAndAFreeOne() {
    int fixed = freePort();
    Seen started = engine.started(id, exposing("\"" + fixed + ":80\"", "\"53/udp\"", "81"));
    assertEquals(
        Set.of("80/tcp", "81/tcp", "53/udp"),
        Set.copyOf(started.ports().stream().map(p -> p.port() + "/" + p.protocol()).toList()));
    assertTrue(
        started.ports().contains(new Published(80, Protocol.TCP, ADDRESS, fixed)), "" + started);
    assertTrue(started.ports().stream().allMatch(p -> p.hostPort() > 0), "" + started);
    Seen ended = done(engine.kill(started.id()));
    assertEquals(List.of(), ended.ports());
  }

  @Test
  void givesTwoContainersDifferentFreePorts() {
    Seen one = engine.started(id, exposing("80"));
    Seen two = engine.started(other, exposing("80"));
    assertNotEquals(one.ports().get(0).hostPort(), two.ports().get(0).hostPort());
  }

  @Test
  void refusesToStartOnAPortThatIsTaken() {
    int fixed = freePort();
    engine.started(id, exposing("\"" + fixed + ":80\""));
    Seen second = engine.created(other, exposing("\"" + fixed + ":80\""));
    String problem = failed(Failure.REFUSED, engine.start(second.id()));
    assertEquals("host port " + fixed + " is taken by container " + id.container(), problem);
    assertEquals(Phase.CREATED, engine.listed(second.name()).orElseThrow().phase());
  }

  @Test
  void makesAVolumeOnceAndMissesItWhereItMustBe() {
    String volume = "viking." + id + "_data";
    assertEquals(
        "volume missing: " + volume,
        failed(Failure.VOLUME_MISSING, engine.ensure(volume, id, true)));
    for (boolean mustExist : List.of(false, false, true)) {
      assertEquals(
          Optional.empty(), ((EngineEvent.Done) engine.ensure(volume, id, mustExist)).seen());
    }
  }

  @Test
  void showsWhatIsMounted() {
    Job job = job(Map.of("volume", "[\"/data\",\"/tmp:/host:ro\"]"));
    Seen made = engine.created(id, job);
    assertEquals(Set.of("viking." + id + "_data", "/tmp"), made.volumes());
    assertEquals(made.volumes(), engine.listed(made.name()).orElseThrow().volumes());
  }

  @Test
  void checksWhatRuns() {
    Seen started = engine.started(id, plain());
    EngineEvent.Checked checked = (EngineEvent.Checked) engine.check(started.id(), FINE);
    assertTrue(checked.ok(), checked.output());
  }

  @Test
  void findsWhatDoesNotRunUnfit() {
    Seen made = engine.created(id, plain());
    EngineEvent.Checked checked = (EngineEvent.Checked) engine.check(made.id(), FINE);
    assertFalse(checked.ok());
    assertFalse(checked.output().isEmpty());
  }

  Job plain() {
    return job(Map.of());
  }

  Job exposing(String... ports) {
    return job(Map.of("expose", "[" + String.join(",", ports) + "]"));
  }

  /** A job that lives until it is stopped, with further fields as {@code /proc} spells them. */
  Job job(Map<String, String> fields) {
    StringBuilder text = new StringBuilder("{\"image\":\"" + image() + "\"");
    if (!fields.containsKey("run")) {
      text.append(",\"run\":[\"sh\",\"-c\",\"" + LIVES + "\"]");
    }
    fields.forEach((name, value) -> text.append(",\"" + name + "\":" + value));
    return Examples.job(text + "}");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
