package viking.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import viking.core.codec.JobCodec;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.Label;
import viking.slave.container.Seen;
import viking.slave.container.testing.FakeEngine;
import viking.slave.container.testing.FakeEnginePerformer;

class LeftoversTest {
  private static final Job JOB = new JobCodec().read("{\"image\":\"web\"}");

  private final FakeEngine engine = new FakeEngine("127.0.0.1");

  @Test
  void thoseOfTheClusterGoRunningOrNot() {
    make("c1", "a.b.1", true);
    make("c1", "a.b.2", false);
    make("c2", "a.b.3", true);
    engine.foreign("theirs");
    end("c1");
    assertEquals(List.of("theirs", "viking.a.b.3"), names());
  }

  @Test
  void allOfVikingsGoWhereNoClusterIsRemembered() {
    make("c1", "a.b.1", true);
    make("c2", "a.b.3", true);
    engine.foreign("theirs");
    end("");
    assertEquals(List.of("theirs"), names());
  }

  private void end(String cluster) {
    try (FakeEnginePerformer performer = new FakeEnginePerformer(engine)) {
      Leftovers.end(performer, cluster);
    }
  }

  private List<String> names() {
    return engine.list().stream().map(Seen::name).toList();
  }

  private void make(String cluster, String id, boolean started) {
    engine.image("web");
    JobId job = JobId.parse(id);
    Map<String, String> labels = new Label(cluster, job, 7, JOB).write();
    EngineEvent made =
        engine.perform(
            new EngineEffect.Create(
                1, job.container(), JOB, labels, Map.of(), Map.of(), "for the test"));
    Optional<Seen> seen = ((EngineEvent.Done) made).seen();
    if (started) {
      engine.perform(new EngineEffect.Start(2, seen.orElseThrow().id(), "for the test"));
    }
  }
}
