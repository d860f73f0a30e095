package viking.slave.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;
import viking.core.model.SlotId;
import viking.slave.testing.Examples;

class VolumesTest {
  private static final SlotId SLOT = new SlotId("ragnar", "db", "1");

  @Test
  void areNamedBySlotAndPath() {
    assertEquals("viking.ragnar.db.1_var_lib_data", Volumes.name(SLOT, "/var/lib/data"));
  }

  @Test
  void areTheSameForAllReleasesOfASlot() {
    var job = Examples.job("{\"image\":\"db\",\"volume\":[\"/data\",\"/log\",\"/etc/x:/x:ro\"]}");
    Map<String, String> names =
        Map.of("/data", "viking.ragnar.db.2_data", "/log", "viking.ragnar.db.2_log");
    assertEquals(names, Volumes.of(JobId.parse("ragnar.db.1.2"), job));
    assertEquals(names, Volumes.of(JobId.parse("ragnar.db.7.2"), job));
  }

  @Test
  void areDistinctForDistinctPathsAndSlots() {
    List<String> paths =
        List.of(
            "/a/b",
            "/a_b",
            "/a.b",
            "/a.2f.b",
            "/a-b",
            "/a b",
            "/a//b",
            "/a/b/",
            "/A/b",
            "/ä",
            "/a",
            "/.61.",
            "/\ud83d\ude00",
            "/_",
            "/.5f.",
            "//");
    Set<String> names = new HashSet<>();
    for (String path : paths) {
      for (String slot : List.of("1", "11", "run.1", "a", "-")) {
        assertTrue(names.add(Volumes.name(new SlotId("a", "b", slot), path)), path + " of " + slot);
        assertTrue(names.add(Volumes.name(new SlotId("a", "b-1", slot), path)), path);
      }
    }
  }

  @Test
  void areNamedAsEnginesTakeIt() {
    String name = Volumes.name(SLOT, "/päth with: odd*chars\n");
    assertTrue(name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*"), name);
  }
}
