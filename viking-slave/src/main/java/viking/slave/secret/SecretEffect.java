package viking.slave.secret;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import viking.core.actor.Effect;
import viking.core.model.JobId;
import viking.core.model.Secret;

/** What the slave asks for its containers' secrets; it never sees what they hold. */
public sealed interface SecretEffect extends Effect {
  /**
   * Lays the secrets out for a container that does not run yet, as they are now. Answered by {@link
   * viking.slave.container.EngineEvent.Done} or by a failure, {@code SECRET_MISSING}.
   */
  record Give(long token, JobId job, List<Secret> secrets, Optional<String> user, String reason)
      implements SecretEffect {
    public Give {
      secrets = ImmutableList.copyOf(secrets);
    }
  }

  /** Takes away what was laid out for the job's container, which is gone. Not answered. */
  record Drop(JobId job, String reason) implements SecretEffect {}
}
