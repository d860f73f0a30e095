package viking.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.JobId;

class TouchedTest {
  private static final JobId JOB = JobId.parse("shop.db.7.1");
  private static final String PROC = "/proc/shop/db/7.1";
  private static final String IMAGE = "{\"image\":\"postgres\"}";
  private static final String HOST = "{\"id\":\"id1\",\"address\":\"10.0.0.1\"}";
  private static final String PIN = "{\"host\":\"h1\",\"hostId\":\"id1\",\"made\":true}";

  private final StateScene scene = new StateScene();
  private final ClusterState state = scene.state();

  @Test
  void isToldOnce() {
    scene.put(PROC, IMAGE);
    scene.put("/host/h1", HOST);
    scene.put("/cordon/h2", "");
    Touched touched = state.takeTouched();
    assertEquals(Set.of(JOB), touched.jobs());
    assertEquals(Set.of("h1", "h2"), touched.hosts());
    assertFalse(touched.pins());
    assertUntouched();
  }

  @Test
  void areTheJobsOfASlotWithItsPin() {
    scene.put(PROC, IMAGE);
    scene.put("/proc/shop/db/8.1", IMAGE);
    scene.put("/proc/shop/db/8.2", IMAGE);
    state.takeTouched();
    scene.put("/fixed/shop/db/1", PIN);
    Touched touched = state.takeTouched();
    assertEquals(Set.of(JOB, JobId.parse("shop.db.8.1")), touched.jobs());
    assertTrue(touched.pins());
  }

  @Test
  void isWhatIsDeletedToo() {
    scene.put(PROC, IMAGE);
    scene.put("/host/h1", HOST);
    state.takeTouched();
    scene.delete(PROC);
    scene.delete("/host/h1");
    Touched touched = state.takeTouched();
    assertEquals(Set.of(JOB), touched.jobs());
    assertEquals(Set.of("h1"), touched.hosts());
  }

  @Test
  void isNobodyWithALeader() {
    scene.put("/leader", "h1");
    assertUntouched();
  }

  @Test
  void isAllThatWasAndAllThatIsWhenTheStateBeginsAnew() {
    scene.put(PROC, IMAGE);
    scene.put("/host/h1", HOST);
    scene.put("/cordon/h2", "");
    scene.put("/fixed/shop/db/1", PIN);
    state.takeTouched();

    StateScene other = new StateScene();
    other.put("/proc/shop/web/1", IMAGE);
    other.put("/host/h3", HOST);
    state.reset(other.snapshot());
    Touched touched = state.takeTouched();
    assertEquals(Set.of(JOB, JobId.parse("shop.web.1")), touched.jobs());
    assertEquals(Set.of("h1", "h2", "h3"), touched.hosts());
    assertTrue(touched.pins());
  }

  private void assertUntouched() {
    Touched touched = state.takeTouched();
    assertEquals(Set.of(), touched.jobs());
    assertEquals(Set.of(), touched.hosts());
    assertFalse(touched.pins());
  }
}
