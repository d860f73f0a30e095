package viking.core.state;

import java.util.LinkedHashSet;
import java.util.Set;
import viking.core.model.JobId;

/** What has changed since somebody last looked. */
public final class Touched {
  private final Set<JobId> jobs = new LinkedHashSet<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> stacks = new LinkedHashSet<>();
  private boolean pins;

  public Set<JobId> jobs() {
    return jobs;
  }

  public Set<String> hosts() {
    return hosts;
  }

  /** Stacks of which another key than a job's has changed. */
  public Set<String> stacks() {
    return stacks;
  }

  public boolean pins() {
    return pins;
  }

  void pinned() {
    pins = true;
  }
}
