package viking.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import viking.core.store.testing.Eventually;

/** On processes of this JVM, which it may look into without being root. */
class ProcessTableTest {
  @TempDir private Path directory;
  private Process sleeper;

  @AfterEach
  void end() {
    if (sleeper != null) {
      sleeper.destroyForcibly();
    }
  }

  @Test
  void aCommandMayHoldWhatSeparatesTheRest() {
    String text = "42 (a) b (c)) S 7 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 99123 8192 100 1";
    assertEquals(
        new ProcessTable.Stat("a) b (c)", 'S', 7, 1, 99123), ProcessTable.Stat.parse(text));
  }

  @Test
  void isOverWhenItsLastThreadIs() {
    String text = "42 (java) Z 7 42 42 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 %d 0 99123 8192 100 1";
    assertTrue(ProcessTable.Stat.parse(text.formatted(2)).isAlive());
    assertFalse(ProcessTable.Stat.parse(text.formatted(1)).isAlive());
  }

  @Test
  void findsWhatBearsTheMark() throws IOException {
    start(member(), "viking");
    List<LabProcess> found = ProcessTable.of(member());
    assertEquals(List.of(sleeper.pid()), found.stream().map(LabProcess::pid).toList());
    assertEquals("viking", found.get(0).role());
    assertFalse(found.get(0).contained());
    Member other = new Member("zz", "h2", Member.Kind.SLAVE, "", directory.resolve("2"));
    assertEquals(List.of(), ProcessTable.of(other));
  }

  @Test
  void pausesResumesAndKills() throws IOException {
    start(member(), "etcd");
    Signals.pause(member(), process -> true);
    assertTrue(ProcessTable.of(member()).get(0).paused(), "it stands still by then");
    Signals.resume(member(), process -> true);
    assertFalse(ProcessTable.of(member()).get(0).paused(), "it goes on by then");
    Signals.kill(member(), process -> process.role().equals("another"));
    assertTrue(sleeper.isAlive());
    Signals.kill(member(), process -> true);
    Eventually.holds("killed", () -> !sleeper.isAlive());
    assertEquals(List.of(), ProcessTable.of(member()));
  }

  @Test
  void pausesWhatIsStartedMeanwhileToo() throws IOException {
    try {
      start(member(), "etcd", "sh", "-c", "for i in $(seq 300); do sleep 60 & sleep 0.02; done");
      Signals.pause(member(), process -> true);
      List<LabProcess> all = ProcessTable.of(member());
      assertTrue(all.size() > 1, all::toString);
      assertEquals(List.of(), all.stream().filter(process -> !process.paused()).toList());
    } finally {
      Signals.kill(member(), process -> true);
    }
  }

  @Test
  void anIdThatWasGivenAnewIsNotTheProcessThatWasSeen() throws IOException {
    start(member(), "etcd");
    LabProcess seen = ProcessTable.of(member()).get(0);
    Signals.terminate(
        new LabProcess(
            seen.pid(), seen.ticks() - 1, seen.parent(), false, seen.command(), "etcd", false));
    assertTrue(sleeper.isAlive());
    assertEquals(List.of(seen), ProcessTable.of(member()));
    Signals.terminate(seen);
    Eventually.holds("ended", () -> !sleeper.isAlive());
  }

  private Member member() {
    return new Member("zz", "h1", Member.Kind.MASTER, "", directory.resolve("1"));
  }

  private void start(Member member, String role) throws IOException {
    start(member, role, "sleep", "1000");
  }

  /** Returns once a sleep runs, and no copy of this JVM any more. */
  private void start(Member member, String role, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(ProcessTable.MARK, member.directory().toString());
    builder.environment().put(ProcessTable.ROLE, role);
    sleeper = builder.start();
    Eventually.holds(
        "sleep runs",
        () ->
            ProcessTable.of(member).stream()
                .anyMatch(process -> process.command().equals("sleep")));
  }
}
