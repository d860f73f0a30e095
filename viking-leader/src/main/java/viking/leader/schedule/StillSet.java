package viking.leader.schedule;

import java.util.Set;
import viking.core.model.Differing;
import viking.core.model.Release;
import viking.core.model.Release.Cause;

/**
 * What people are told of settings when a release is undone: those are not taken back, since
 * somebody else may count on them by now.
 */
final class StillSet {
  private StillSet() {}

  /** To be added to why it failed; empty where the good one has the same. */
  static String after(Release failed, Release good) {
    Differing env = env(failed, good);
    Differing secrets = secrets(failed, good);
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
  private static Differing env(Release failed, Release good) {
    return failed.cause() == Cause.DEPLOY || failed.cause() == Cause.ENV
        ? Differing.of(failed.env(), good.env())
        : new Differing(Set.of());
  }

  /** Only those that something is given. */
  private static Differing secrets(Release failed, Release good) {
    return Differing.of(failed.secrets(), good.secrets()).among(good.givenSecrets());
  }
}
