package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import viking.lab.Sighting;
import viking.lab.Sighting.Program;

class LabPsTest {
  @Test
  void tellsProgramsWhatTheTableTellsPeople() {
    Program dockerd = new Program("dockerd", "running", Optional.of(4711L));
    Program host = new Program("viking", "dead", Optional.empty());
    Program etcd = new Program("etcd", "paused", Optional.of(12L));
    assertEquals(
        "{\"members\":["
            + "{\"name\":\"h1\",\"address\":\"10.113.1.11\",\"role\":\"master\",\"link\":\"up\","
            + "\"programs\":{\"dockerd\":{\"state\":\"running\",\"pid\":4711},"
            + "\"viking\":{\"state\":\"dead\"}},\"containers\":3},"
            + "{\"name\":\"etcd1\",\"address\":\"10.113.1.5\",\"role\":\"etcd\",\"link\":\"cut\","
            + "\"programs\":{\"etcd\":{\"state\":\"paused\",\"pid\":12}}}]}",
        LabPs.json(
            List.of(
                new Sighting("h1", "10.113.1.11", "master", "up", List.of(dockerd, host), 3),
                new Sighting("etcd1", "10.113.1.5", "etcd", "cut", List.of(etcd), 0))));
  }

  @Test
  void takesNoOtherFormat() {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(Surroundings.ofThisProcess(), "lab", "ps", "-o", "yaml");
    command.setErr(new PrintWriter(err));
    assertEquals(64, command.execute("lab", "ps", "-o", "yaml"));
    assertTrue(err.toString().contains("'yaml'"), err.toString());
  }
}
