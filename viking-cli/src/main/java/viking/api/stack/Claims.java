package viking.api.stack;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import viking.api.http.Refusal;
import viking.core.codec.RouteCodec;
import viking.core.key.Keys;
import viking.core.model.Release;
import viking.core.model.Route;
import viking.core.store.Entry;
import viking.core.store.GuardedWrites;

/**
 * The domains that a stack has, and those that a release wants.
 *
 * @param taken those that somebody else has, with who it is
 */
record Claims(Map<String, Route> had, Map<String, Route> wanted, Map<String, String> taken) {
  private static final RouteCodec CODEC = new RouteCodec();

  Claims {
    had = ImmutableSortedMap.copyOf(had);
    wanted = ImmutableSortedMap.copyOf(wanted);
    taken = ImmutableSortedMap.copyOf(taken);
  }

  static Claims of(Present now, Release next) {
    Map<String, Route> had = new TreeMap<>();
    for (String domain : now.routes().keySet()) {
      now.owner(domain)
          .filter(route -> route.stack().equals(now.stack()))
          .ifPresent(route -> had.put(domain, route));
    }
    Map<String, Route> wanted = new TreeMap<>();
    Map<String, String> taken = new TreeMap<>();
    next.stack()
        .nodes()
        .forEach(
            (name, node) ->
                node.domains()
                    .forEach(
                        domain -> {
                          wanted.put(
                              domain.name(), new Route(now.stack(), name, node.portOf(domain)));
                          if (now.routes().containsKey(domain.name())
                              && !had.containsKey(domain.name())) {
                            taken.put(domain.name(), owner(now, domain.name()));
                          }
                        }));
    return new Claims(had, wanted, taken);
  }

  /** One line for each domain that cannot be had. */
  List<String> problems() {
    return taken.entrySet().stream()
        .map(
            each ->
                "domain "
                    + each.getKey()
                    + " belongs to "
                    + each.getValue()
                    + ": take it out there first, or here")
        .toList();
  }

  void refuseTaken() {
    problems().stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw Refusal.conflict(problem);
            });
  }

  /** Each key is compared, whether it is claimed, changed or dropped. */
  void add(Present now, GuardedWrites writes) {
    wanted.forEach(
        (domain, route) -> {
          if (!route.equals(had.get(domain))) {
            writes.put(Keys.route(domain), CODEC.write(route), modified(now, domain));
          }
        });
    for (String domain : had.keySet()) {
      if (!wanted.containsKey(domain)) {
        writes.delete(Keys.route(domain), modified(now, domain));
      }
    }
  }

  private static long modified(Present now, String domain) {
    return Optional.ofNullable(now.routes().get(domain)).map(Entry::modified).orElse(0L);
  }

  private static String owner(Present now, String domain) {
    return now.owner(domain)
        .map(route -> "stack " + route.stack() + " (node " + route.node() + ")")
        .orElse("somebody whose claim, " + Keys.route(domain) + ", cannot be read");
  }
}
