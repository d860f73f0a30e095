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
import org.junit.jupiter.api.Test;
import viking.core.model.HealthCheck;
import viking.core.model.Job;
import viking.core.model.Protocol;
import viking.slave.container.EngineEvent.Failure;

/**
 * What a slave may rely on, whichever engine it is: what {@link RunContract} says, and its news,
 * ports, volumes and checks.
 */
abstract class EngineContract extends RunContract {
  private static final HealthCheck FINE =
      new HealthCheck(
          HealthCheck.Kind.COMMAND,
          "",
          List.of("true"),
          OptionalInt.empty(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          1,
          Duration.ZERO);

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
    Seen ended = engine.noticed(s -> s.id().equals(first.id()) && s.phase() == Phase.EXITED);
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
    Seen started = ready(id);
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

  Job exposing(String... ports) {
    return job(Map.of("expose", "[" + String.join(",", ports) + "]"));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
