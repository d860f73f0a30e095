package viking.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import viking.core.model.Cordon;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Pin;
import viking.core.model.SlotId;
import viking.core.store.Entry;
import viking.core.store.Write;

class ClusterStateTest {
  private static final JobId JOB = JobId.parse("shop.db.7.1");
  private static final SlotId SLOT = new SlotId("shop", "db", "1");
  private static final String PROC = "/proc/shop/db/7.1";
  private static final String IMAGE = "{\"image\":\"postgres\"}";
  private static final String HOST = "{\"id\":\"id1\",\"address\":\"10.0.0.1\"}";
  private static final String PIN = "{\"host\":\"h1\",\"hostId\":\"id1\",\"made\":true}";
  private static final String PORT = "/ports/shop/db/5432/tcp/10.0.0.1/32768/shop.db.7.1";

  private final StateScene scene = new StateScene();
  private final ClusterState state = scene.state();

  @Test
  void knowsNothingAtFirst() {
    assertEquals(0, state.revision());
    assertEquals(0, state.generation());
    assertEquals(Set.of(), state.jobs());
    assertEquals(Optional.empty(), state.job(JOB));
    assertEquals(Optional.empty(), state.leader());
    assertEquals(Set.of(), state.jobsOf(SLOT));
    assertEquals(Set.of(), state.deployedOn("h1"));
  }

  @Test
  void holdsWhatIsSaidOfAJob() {
    long proc = scene.put(PROC, IMAGE);
    long run = scene.put("/run/shop/db/7.1", "h1");
    long deploy = scene.put("/deploy/h1/shop/db/7.1", "");
    scene.put("/status/shop/db/7.1", "{\"state\":\"starting\",\"assignment\":" + deploy + "}");
    long counter = scene.put("/counter/h1/shop/db/7.1", "3");
    long port = scene.put(PORT, "10.0.0.1:32768");

    JobFacts facts = scene.job(JOB);
    assertEquals("postgres", facts.proc().orElseThrow().value().job().orElseThrow().image());
    assertEquals(proc, facts.procRevision());
    assertEquals(Optional.of(new Versioned<>("h1", run, run)), facts.run());
    assertEquals(Set.of("h1"), facts.deploys().keySet());
    assertEquals(new Versioned<>("", deploy, deploy), facts.deploys().get("h1"));
    assertEquals(JobState.STARTING, facts.status().orElseThrow().value().state());
    assertEquals(new Versioned<>(3, counter, counter), facts.counters().get("h1"));
    assertEquals(Set.of(PORT), facts.ports().keySet());
    assertEquals(port, facts.ports().get(PORT));
    assertEquals(port, state.revision());
  }

  @Test
  void holdsWhatIsSaidOfHostsAndSlots() {
    long host = scene.put("/host/h1", HOST);
    scene.put("/cordon/h1", "{\"reason\":\"disk\"}");
    long pin = scene.put("/fixed/shop/db/1", PIN);
    long leader = scene.put("/leader", "h1");

    assertEquals("id1", state.host("h1").orElseThrow().id());
    assertEquals(host, state.hosts().get("h1").created());
    assertEquals(Optional.of(new Cordon(false, "disk", "", "")), state.cordon("h1"));
    assertEquals(
        Optional.of(new Versioned<>(new Pin("h1", "id1", true), pin, pin)), state.pin(SLOT));
    assertEquals(Optional.of(new Entry("/leader", "h1", leader, leader, 0)), state.leader());
  }

  @Test
  void keepsTheCreateRevisionOverLaterValues() {
    long created = scene.put("/deploy/h1/shop/db/7.1", "");
    long modified = scene.put("/deploy/h1/shop/db/7.1", "stop");
    assertEquals(new Versioned<>("stop", created, modified), scene.job(JOB).deploys().get("h1"));
  }

  @Test
  void forgetsWhatIsDeleted() {
    scene.put("/host/h1", HOST);
    scene.put("/cordon/h1", "");
    scene.put("/fixed/shop/db/1", PIN);
    scene.put("/leader", "h1");
    scene.put("/run/shop/db/7.1", "h1");
    scene.write(
        Write.delete("/host/h1"),
        Write.delete("/cordon/h1"),
        Write.delete("/fixed/shop/db/1"),
        Write.delete("/leader"),
        Write.delete("/run/shop/db/7.1"));

    assertEquals(Optional.empty(), state.host("h1"));
    assertEquals(Set.of(), state.hosts().keySet());
    assertEquals(Optional.empty(), state.cordon("h1"));
    assertEquals(Optional.empty(), state.pin(SLOT));
    assertEquals(Optional.empty(), state.leader());
    assertEquals(Set.of(), state.jobs());
  }

  /** What is left over of a job has to be cleared away by somebody. */
  @Test
  void knowsAJobAsLongAsAnyKeyIsLeftOfIt() {
    List<String> keys =
        List.of(
            PROC,
            "/run/shop/db/7.1",
            "/status/shop/db/7.1",
            "/deploy/h1/shop/db/7.1",
            "/counter/h1/shop/db/7.1",
            PORT);
    keys.forEach(key -> scene.put(key, key.startsWith("/status") ? "{\"state\":\"done\"}" : "1"));
    for (String key : keys) {
      assertEquals(Set.of(JOB), state.jobs(), () -> "before the end of " + key);
      assertEquals(Set.of(JOB), state.jobsOf(SLOT));
      scene.delete(key);
    }
    assertEquals(Set.of(), state.jobs());
    assertEquals(Set.of(), state.jobsOf(SLOT));
  }

  @Test
  void listsTheJobsOfASlotOverAllReleases() {
    scene.put(PROC, IMAGE);
    scene.put("/proc/shop/db/8.1", IMAGE);
    scene.put("/proc/shop/db/8.2", IMAGE);
    scene.put("/status/shop/db/6.1", "{\"state\":\"lost\"}");
    assertEquals(
        List.of(JobId.parse("shop.db.6.1"), JOB, JobId.parse("shop.db.8.1")),
        List.copyOf(state.jobsOf(SLOT)));
    scene.delete("/status/shop/db/6.1");
    assertEquals(List.of(JOB, JobId.parse("shop.db.8.1")), List.copyOf(state.jobsOf(SLOT)));
  }

  @Test
  void listsTheJobsThatAreDeployedOnAHostWhetherOrNotItIsThere() {
    scene.put("/deploy/h1/shop/db/7.1", "");
    scene.put("/deploy/h1/shop/db/7.2", "stop");
    scene.put("/deploy/h2/shop/db/7.1", "");
    assertEquals(Set.of("h1", "h2"), state.hostsWithJobs());
    assertEquals(Set.of(JOB, JobId.parse("shop.db.7.2")), state.deployedOn("h1"));
    assertEquals(Set.of(JOB), state.deployedOn("h2"));

    scene.delete("/deploy/h1/shop/db/7.1");
    scene.delete("/deploy/h2/shop/db/7.1");
    assertEquals(Set.of("h1"), state.hostsWithJobs());
    assertEquals(Set.of(JobId.parse("shop.db.7.2")), state.deployedOn("h1"));
    assertEquals(Set.of(), state.deployedOn("h2"));
  }

  @Test
  void passesOverTheSpacesThatOthersRead() {
    scene.put("/env/shop/KEY", "not JSON");
    scene.put("/image/shop/src/1", "?");
    scene.put("/metrics/a/b/c/d", "");
    scene.put("/cluster", "?");
    assertEquals(Set.of(), state.refused().keySet());
    assertEquals(Set.of(), state.jobs());
    assertEquals(scene.revision(), state.revision());
  }

  @Test
  void neverGoesBack() {
    state.apply(7, List.of());
    state.apply(5, List.of());
    assertEquals(7, state.revision());
  }

  @Test
  void beginsAnewWithWhatASnapshotHolds() {
    scene.put(PROC, IMAGE);
    scene.put("/host/h1", HOST);
    scene.put("/cordon/h1", "");
    scene.put("/fixed/shop/db/1", PIN);
    scene.put("/deploy/h1/shop/db/7.1", "");
    scene.put("/leader", "h1");
    scene.put("/host/H", "");

    StateScene other = new StateScene();
    other.put("/proc/shop/web/1", IMAGE);
    state.reset(other.snapshot());
    assertEquals(Set.of(JobId.parse("shop.web.1")), state.jobs());
    assertEquals(Set.of(), state.hosts().keySet());
    assertEquals(Set.of(), state.hostsWithJobs());
    assertEquals(Set.of(), state.jobsOf(SLOT));
    assertEquals(Set.of(), state.refused().keySet());
    assertEquals(Optional.empty(), state.cordon("h1"));
    assertEquals(Optional.empty(), state.pin(SLOT));
    assertEquals(Optional.empty(), state.leader());
    assertEquals(other.revision(), state.revision());
    assertEquals(1, state.generation());
  }
}
