package viking.leader.schedule;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Secret;

/**
 * What people are told of settings when a release is undone: those are not taken back, since
 * somebody else may count on them by now.
 */
final class StillSet {
  private static final int MOST_NAMES = 5;

  private StillSet() {}

  /** To be added to why it failed; empty where the good one has the same. */
  static String after(Release failed, Release good) {
    String env = named(env(failed, good));
    String secrets = named(secrets(failed, good));
    return (env.isEmpty()
            ? ""
            : "; env "
                + env
                + " stays as it was changed, for the next release: 'viking env set' or 'unset'"
                + " takes it back")
        + (secrets.isEmpty()
            ? ""
            : "; secret "
                + secrets
                + " keeps its new value, for whatever starts from now on: 'viking secret set'"
                + " takes it back");
  }

  /** Other releases than these have the variables of the one before, whatever is set. */
  private static Set<String> env(Release failed, Release good) {
    Set<String> names = new TreeSet<>();
    if (failed.cause() == Cause.DEPLOY || failed.cause() == Cause.ENV) {
      names.addAll(failed.env().keySet());
      names.addAll(good.env().keySet());
      names.removeIf(name -> Objects.equals(failed.env().get(name), good.env().get(name)));
    }
    return names;
  }

  /** Only those that something is given. */
  private static Set<String> secrets(Release failed, Release good) {
    Set<String> names = new TreeSet<>();
    good.stack().nodes().values().stream()
        .flatMap(node -> node.job().stream())
        .flatMap(job -> job.container().secrets().stream())
        .map(Secret::name)
        .forEach(names::add);
    names.removeIf(name -> Objects.equals(failed.secrets().get(name), good.secrets().get(name)));
    return names;
  }

  private static String named(Set<String> names) {
    String shown = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() > MOST_NAMES
        ? shown + " and " + (names.size() - MOST_NAMES) + " more"
        : shown;
  }
}
