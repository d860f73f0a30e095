package viking.api.stack;

import java.util.ArrayList;
import java.util.List;
import viking.core.model.Differing;
import viking.core.model.Release;

/**
 * What is set for a stack otherwise than its release has it: whatever puts an earlier release back
 * takes no setting back, since somebody else may count on it by now.
 */
final class Pending {
  private Pending() {}

  /** A line for people of the variables and one of the secrets, where there are such. */
  static List<String> of(Present now, Release release) {
    List<String> lines = new ArrayList<>();
    Differing env = Differing.of(now.variables(), release.env());
    if (!env.isEmpty()) {
      lines.add(
          "env "
              + env
              + " is set otherwise than in release "
              + release.number()
              + ", and comes with the next one; 'viking env set' or 'unset' changes it");
    }
    // Of those that something is given, and that are there.
    Differing secrets =
        Differing.of(now.versions(), release.secrets())
            .among(release.givenSecrets())
            .among(now.versions().keySet());
    if (!secrets.isEmpty()) {
      lines.add(
          "secret "
              + secrets
              + " is newer than in release "
              + release.number()
              + ", and whatever starts from now on is given it; 'viking secret set' changes it");
    }
    return lines;
  }
}
