package viking.api;

import java.util.Collection;
import viking.api.http.Refusal;
import viking.api.view.HostsView;
import viking.core.codec.Suggestion;
import viking.core.model.JobId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;

/** Finds what is asked about, or says that it is not there and what may have been meant. */
final class Known {
  private Known() {}

  /** A host that is there, or that jobs are still assigned to. */
  static void host(ClusterState state, String name) {
    Collection<String> names = HostsView.names(state);
    if (!names.contains(name)) {
      throw Refusal.notFound("there is no host '" + name + "'" + near(name, names));
    }
  }

  static JobFacts job(ClusterState state, JobId id) {
    return state
        .job(id)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "there is no job '"
                        + id
                        + "'"
                        + near(
                            id.toString(), state.jobs().stream().map(JobId::toString).toList())));
  }

  static String near(String name, Collection<String> names) {
    return Suggestion.of(name, names).map(each -> ", did you mean '" + each + "'?").orElse("");
  }
}
