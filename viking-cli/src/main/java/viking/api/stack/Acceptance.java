package viking.api.stack;

import java.util.List;
import viking.core.model.Release;
import viking.core.store.Txn;

/**
 * What is to be written so that a release is the current one.
 *
 * @param again whether it is the current one already, so that nothing is to be written
 */
record Acceptance(Txn txn, Release release, boolean again, Difference difference, Claims claims) {
  /** What the release is told apart from others by, in the history. */
  boolean madeBy(Present now, String text) {
    return now.releases().containsKey(release.number())
        && now.releases().get(release.number()).value().equals(text);
  }

  List<String> changed() {
    return difference.changed();
  }

  List<String> unchanged() {
    return difference.unchanged();
  }

  List<String> notes() {
    return again
        ? List.of("nothing has changed: release " + release.number() + " stays")
        : difference.notes();
  }
}
