package viking.api.stack;

import com.google.common.collect.ListMultimap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import viking.api.http.Answer;
import viking.api.http.Request;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.ImageRef;
import viking.core.model.Release;
import viking.core.state.ClusterState;
import viking.core.state.StackFacts;
import viking.core.state.Versioned;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Snapshot;

/** Tells what a deploy would do. The release is made as a deploy makes it, and not written. */
final class Planned {
  private final Ground ground;
  private final NewRelease releases;

  Planned(Ground ground, NewRelease releases) {
    this.ground = ground;
    this.releases = releases;
  }

  CompletableFuture<Answer> post(Request request) {
    String stack = Grammar.NAME.check("stack", request.variable("stack"));
    Order order = Order.read(request.body(), "the body", stack);
    List<Range> ranges = new ArrayList<>(Present.ranges(stack));
    ranges.add(Range.prefix(Keys.ofStack(KeySpace.IMAGE, stack)));
    return ground
        .read(ranges)
        .thenCombineAsync(
            ground.state().get(), (found, state) -> answer(order, found, state), ground.worker());
  }

  private Answer answer(Order order, Snapshot found, ClusterState state) {
    Present now = Present.of(order.stack().name(), found);
    if (order.onlyIf().isPresent() && order.onlyIf().getAsLong() != now.revision()) {
      throw releases.overtaken(now);
    }
    ImagesAhead images =
        ImagesAhead.of(
            order,
            now.release(),
            known(found),
            other -> state.stack(other).flatMap(StackFacts::release).map(Versioned::value));
    Release next = Accept.next(now, order.stack(), images.images(), order.by(), ground.at());
    Difference difference =
        Accept.changes(now, next)
            ? Difference.of(now, next, Accept.scales(now, next))
            : Difference.none(next);
    Claims claims = Claims.of(now, next);
    List<String> problems = new ArrayList<>(claims.problems());
    problems.addAll(Accept.missingSecrets(now, next));
    Accept.tooLong(Accept.RELEASES.write(next)).ifPresent(problems::add);
    images.all().stream()
        .filter(each -> each.why().equals("no build makes it"))
        .forEach(each -> problems.add("no build makes " + each.image()));
    ListMultimap<String, Placing.Place> places = Placing.of(state, next, difference);
    return Answer.ok(new Preview(now, images, difference, places, claims, problems)::write);
  }

  private static Set<ImageRef> known(Snapshot found) {
    Set<ImageRef> known = new LinkedHashSet<>();
    for (Entry entry : found.entries()) {
      if (entry.key().startsWith(KeySpace.IMAGE.prefix())) {
        try {
          known.add(Key.parse(entry.key()).image());
        } catch (BadInput e) {
          // Nobody's image.
        }
      }
    }
    return known;
  }
}
