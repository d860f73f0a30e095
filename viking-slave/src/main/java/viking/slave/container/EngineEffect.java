package viking.slave.container;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import viking.core.actor.Effect;
import viking.core.model.HealthCheck;
import viking.core.model.Job;

/**
 * What the slave asks of the engine. Each is answered under its token by {@link EngineEvent.Done}
 * or {@link EngineEvent.Failed}, but for the ones that say otherwise.
 */
public sealed interface EngineEffect extends Effect {
  long token();

  /** Answered by {@link EngineEvent.Listed}, of all containers, foreign ones too. */
  record ListAll(long token, String reason) implements EngineEffect {}

  /**
   * Makes a volume unless it is there; where it must be there already, its absence is a failure.
   */
  record EnsureVolume(
      long token, String volume, Map<String, String> labels, boolean mustExist, String reason)
      implements EngineEffect {
    public EnsureVolume {
      labels = ImmutableMap.copyOf(labels);
    }
  }

  /** {@code volumes} gives each pinned mount's path the volume for it. */
  record Create(
      long token,
      String name,
      Job job,
      Map<String, String> labels,
      Map<String, String> volumes,
      Map<String, String> env,
      String reason)
      implements EngineEffect {
    public Create {
      labels = ImmutableMap.copyOf(labels);
      volumes = ImmutableMap.copyOf(volumes);
      env = ImmutableMap.copyOf(env);
    }
  }

  record Start(long token, String id, String reason) implements EngineEffect {}

  /** Signals, waits for the grace and kills what is left; done when it has exited. */
  record Stop(long token, String id, viking.core.model.Stop how, String reason)
      implements EngineEffect {}

  record Kill(long token, String id, String reason) implements EngineEffect {}

  record Remove(long token, String id, String reason) implements EngineEffect {}

  /** Answered by {@link EngineEvent.Checked}. */
  record Check(long token, String id, HealthCheck check, String reason) implements EngineEffect {}
}
