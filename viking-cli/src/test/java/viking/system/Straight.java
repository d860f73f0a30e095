package viking.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import viking.core.codec.JobCodec;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.slave.container.EngineEffect;
import viking.slave.container.Label;

/**
 * The engines' API with nobody in between: each is told to make as many as the others, by the calls
 * that viking would make.
 */
final class Straight implements Contender {
  private final Engines engines;
  private final int atATime;
  private final Job job;

  Straight(Engines engines, int atATime, String job) {
    this.engines = engines;
    this.atATime = atATime;
    this.job = new JobCodec().read(job);
  }

  @Override
  public String name() {
    return "straight, " + atATime + " at a time";
  }

  @Override
  public void start(int count) {
    engines.inParallel(
        (number, engine) -> engine.run(creations(number, count / engines.size()), atATime));
  }

  @Override
  public void clear() {
    engines.removeAll();
  }

  private List<EngineEffect.Create> creations(int engine, int count) {
    List<EngineEffect.Create> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      JobId id = new JobId("straight", "nap", engine + "." + i);
      Map<String, String> env =
          Map.of(
              "VIKING_STACK", id.stack(),
              "VIKING_NODE", id.node(),
              "VIKING_TAG", id.tag(),
              "VIKING_HOSTNAME", "h" + engine);
      all.add(
          new EngineEffect.Create(
              i, "straight." + i, job, labels(id), Map.of(), env, "to compare"));
    }
    return all;
  }

  /** As many and as long as viking's, which would take them for its own if they were the same. */
  private Map<String, String> labels(JobId id) {
    Map<String, String> labels = new LinkedHashMap<>();
    new Label("6d9f6c0e-6a53-4d3e-8a10-2f0d7a1a8c11", id, 1, job)
        .write()
        .forEach((name, value) -> labels.put(name.replace("viking.", "straight."), value));
    return labels;
  }
}
