package viking.slave.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static viking.slave.container.testing.EngineLine.done;
import static viking.slave.container.testing.EngineLine.failed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.testing.Examples;

/** How containers come, run, and go. */
abstract class RunContract extends EngineScene {
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
    Seen started = ready(id);
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
}
