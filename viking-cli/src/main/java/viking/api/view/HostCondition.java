package viking.api.view;

import java.util.Optional;
import viking.core.model.Cordon;
import viking.core.model.Host;
import viking.core.state.ClusterState;

/** Whether a host takes jobs, in a word, and why not. */
public record HostCondition(String word, String reason) {
  static final String LOST = "lost";

  /** Of a host that is there, or that jobs are still assigned to; else empty. */
  public static Optional<HostCondition> of(ClusterState state, String name) {
    Optional<Host> host = state.host(name);
    if (host.isEmpty()) {
      return state.deployedOn(name).isEmpty()
          ? Optional.empty()
          : Optional.of(new HostCondition(LOST, "it has jobs, but does not announce itself"));
    }
    Optional<Cordon> cordon = state.cordon(name);
    if (cordon.isPresent()) {
      return Optional.of(new HostCondition("cordoned", cordon.get().reason()));
    }
    return Optional.of(
        host.get().restarting()
            ? new HostCondition("restarting", "its host process will be back")
            : new HostCondition("ready", ""));
  }

  boolean isLost() {
    return word.equals(LOST);
  }
}
