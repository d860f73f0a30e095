package viking.leader.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Optional;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Node;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;

/**
 * A release that has failed is undone: the last good one's content becomes a further release. What
 * undoes another one is never undone itself.
 */
final class Undoing {
  private static final ReleaseCodec RELEASES = new ReleaseCodec();
  private static final RolloutCodec ROLLOUTS = new RolloutCodec();
  private static final String BY = "viking";

  /** The history that is kept. */
  private static final int MOST_RELEASES = 50;

  private static final int MOST_FORGOTTEN = 10;

  private Undoing() {}

  /** The one transaction that puts the former content back; nothing where there is none. */
  static Optional<StackStep> step(
      StackView view, Release failed, Rollout rollout, Failure failure, Instant wall) {
    // The rollout tells what undoes another one: a name can be anybody's.
    if (rollout.undone() > 0 || rollout.good() >= failed.number()) {
      return Optional.empty();
    }
    int number = next(view, failed);
    if (number > Release.LAST) {
      // A hand has taken the last number there is.
      return Optional.empty();
    }
    return good(view, rollout.good())
        .map(good -> step(view, failed, number, good, rollout, failure, wall));
  }

  /** A number that no release has had. */
  private static int next(StackView view, Release failed) {
    NavigableMap<Integer, Versioned<String>> known = view.facts().orElseThrow().releases();
    return Math.max(failed.number(), known.isEmpty() ? 0 : known.lastKey()) + 1;
  }

  private static StackStep step(
      StackView view,
      Release failed,
      int number,
      Release good,
      Rollout rollout,
      Failure failure,
      Instant wall) {
    StackFacts facts = view.facts().orElseThrow();
    String at = wall.truncatedTo(ChronoUnit.SECONDS).toString();
    Release next = good.repeated(number, Cause.ROLLBACK, good.number(), BY, at);
    String reason = failure.reason() + StillSet.after(failed, good);
    Rollout begins = rollout.undoneBy(number, reason, failure.lines());
    String text = RELEASES.write(next);
    StackStep.Builder step =
        StackStep.replacing(view)
            .put(Keys.stack(view.name()), text, view.revision())
            .put(Keys.release(view.name(), number), text, 0)
            .put(Keys.rollout(view.name()), ROLLOUTS.write(begins), view.rolloutRevision())
            .when(
                Compare.modified(
                    Keys.release(view.name(), good.number()),
                    facts.releases().get(good.number()).modified()));
    dropScales(view, failed, good, step);
    forget(view, number, good.number(), step);
    Routes.restore(view, next, step);
    return step.because(
        "release "
            + failed.number()
            + " of "
            + view.name()
            + " has failed and is undone by release "
            + number
            + ", which repeats "
            + good.number()
            + ": "
            + failure.reason());
  }

  private static Optional<Release> good(StackView view, int number) {
    try {
      return view.facts()
          .map(facts -> facts.releases().get(number))
          .map(known -> RELEASES.read(known.value()))
          .filter(known -> known.name().equals(view.name()) && known.number() == number);
    } catch (BadInput e) {
      // It was written by a viking that this one does not understand.
      return Optional.empty();
    }
  }

  /** As with a deploy: where the file's scale is another one, what overrode it goes. */
  private static void dropScales(
      StackView view, Release failed, Release good, StackStep.Builder step) {
    view.facts().orElseThrow().scales().entrySet().stream()
        .filter(each -> scale(failed, each.getKey()) != scale(good, each.getKey()))
        .limit(MOST_FORGOTTEN)
        .forEach(
            each -> step.delete(Keys.scale(view.id(each.getKey())), each.getValue().modified()));
  }

  private static int scale(Release release, String node) {
    return Optional.ofNullable(release.stack().nodes().get(node)).map(Node::scale).orElse(0);
  }

  private static void forget(StackView view, int number, int good, StackStep.Builder step) {
    view.facts().orElseThrow().releases().headMap(number - MOST_RELEASES, true).entrySet().stream()
        .filter(each -> each.getKey() != good)
        .limit(MOST_FORGOTTEN)
        .forEach(
            each -> {
              Versioned<String> old = each.getValue();
              step.delete(Keys.release(view.name(), each.getKey()), old.modified());
            });
  }
}
