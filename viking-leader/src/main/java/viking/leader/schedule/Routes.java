package viking.leader.schedule;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import viking.core.codec.RouteCodec;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Route;
import viking.core.state.ClusterState;
import viking.core.state.Versioned;

/** The domains of a stack, brought to what a release says of them. */
final class Routes {
  private static final RouteCodec CODEC = new RouteCodec();

  /** As many as go with other writes in one transaction. */
  private static final int MOST = 90;

  private Routes() {}

  /**
   * Claims what nobody has and drops what is no longer wanted; a domain that another stack owns by
   * now stays there. As much as goes in one transaction.
   */
  static void restore(StackView view, Release release, StackStep.Builder step) {
    ClusterState state = view.state();
    Map<String, Route> wanted = wanted(release);
    for (String domain : state.routesOf(view.name())) {
      if (!wanted.containsKey(domain) && step.size() < MOST) {
        step.delete(Keys.route(domain), state.route(domain).orElseThrow().modified());
      }
    }
    wanted.forEach(
        (domain, route) -> {
          Optional<Versioned<Route>> known = state.route(domain);
          boolean others =
              known.filter(k -> !k.value().stack().equals(view.name())).isPresent()
                  || state.refused().containsKey(Keys.route(domain));
          boolean same = known.filter(k -> k.value().equals(route)).isPresent();
          if (!others && !same && step.size() < MOST) {
            step.put(
                Keys.route(domain), CODEC.write(route), known.map(Versioned::modified).orElse(0L));
          }
        });
  }

  private static Map<String, Route> wanted(Release release) {
    Map<String, Route> wanted = new TreeMap<>();
    release
        .stack()
        .nodes()
        .forEach(
            (name, node) ->
                node.domains()
                    .forEach(
                        domain ->
                            wanted.put(
                                domain.name(),
                                new Route(release.name(), name, node.portOf(domain)))));
    return wanted;
  }
}
