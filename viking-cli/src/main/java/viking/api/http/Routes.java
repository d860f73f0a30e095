package viking.api.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import viking.core.codec.Suggestion;

/** Everything that can be asked, and who answers. */
final class Routes {
  /** To compare longer ones would take too long. */
  private static final int LONGEST_SUGGESTED = 200;

  private final List<Route> routes;

  Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A route with what stands for its names. */
  record Found(Route route, Map<String, String> variables) {}

  /** The routes of a path, whatever their method. */
  List<Found> of(Target target) {
    return routes.stream()
        .flatMap(
            route -> route.match(target.segments()).stream().map(names -> new Found(route, names)))
        .toList();
  }

  Found pick(String method, Target target) {
    List<Found> found = of(target);
    if (found.isEmpty()) {
      throw Refusal.notFound("there is no '" + shown(target) + "'" + suggestion(target));
    }
    return found.stream()
        .filter(each -> each.route().takes(method))
        .findFirst()
        .orElseThrow(() -> wrongMethod(method, target, found));
  }

  private static Refusal wrongMethod(String method, Target target, List<Found> found) {
    String allowed =
        found.stream()
            .map(each -> each.route().method())
            .flatMap(each -> each.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(each))
            .collect(Collectors.joining(", "));
    return new Refusal(
        405,
        "'" + shown(target) + "' does not take " + method + ", but " + allowed,
        Map.of("Allow", allowed));
  }

  private String suggestion(Target target) {
    if (target.path().length() > LONGEST_SUGGESTED) {
      return "";
    }
    List<String> known =
        routes.stream().map(route -> route.filledFrom(target.segments())).distinct().toList();
    Optional<String> near = Suggestion.of("/" + String.join("/", target.segments()), known);
    return near.map(path -> ", did you mean '" + path + "'?").orElse("");
  }

  private static String shown(Target target) {
    String path = target.path();
    return path.length() <= LONGEST_SUGGESTED ? path : path.substring(0, LONGEST_SUGGESTED) + "…";
  }
}
