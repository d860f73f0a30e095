package viking.core.stackfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what depends on itself. */
final class Circles {
  /** The names in their order, the first once more at the end; and where the last is named. */
  record Circle(List<String> names, Spot at) {}

  private final Map<String, List<Found<String>>> left;
  private final Map<String, List<String>> dependents = new HashMap<>();
  private final Map<String, Integer> open = new HashMap<>();

  private Circles(Map<String, List<Found<String>>> graph) {
    this.left = new LinkedHashMap<>(graph);
    graph.forEach(
        (name, on) ->
            on.stream()
                .map(Found::value)
                .filter(graph::containsKey)
                .forEach(
                    other -> {
                      dependents.computeIfAbsent(other, o -> new ArrayList<>()).add(name);
                      open.merge(name, 1, Integer::sum);
                    }));
  }

  /** Each circle once, by what each name depends on; names that are no key depend on nothing. */
  static List<Circle> in(Map<String, List<Found<String>>> graph) {
    Circles circles = new Circles(graph);
    graph.keySet().stream()
        .filter(name -> !circles.open.containsKey(name))
        .forEach(circles::remove);
    List<Circle> found = new ArrayList<>();
    while (!circles.left.isEmpty()) {
      Circle circle = circles.from(circles.left.keySet().iterator().next());
      found.add(circle);
      circle.names().forEach(circles::remove);
    }
    return found;
  }

  /** With it goes what depends on nothing else that is left. */
  private void remove(String name) {
    Deque<String> free = new ArrayDeque<>(List.of(name));
    while (!free.isEmpty()) {
      String next = free.remove();
      if (left.remove(next) != null) {
        for (String dependent : dependents.getOrDefault(next, List.of())) {
          if (open.merge(dependent, -1, Integer::sum) == 0) {
            free.add(dependent);
          }
        }
      }
    }
  }

  /** Goes from one to the next until it comes by a second time; there is always a next. */
  private Circle from(String start) {
    Set<String> path = new LinkedHashSet<>();
    String at = start;
    while (true) {
      path.add(at);
      Found<String> next =
          left.get(at).stream().filter(f -> left.containsKey(f.value())).findFirst().orElseThrow();
      if (path.contains(next.value())) {
        List<String> names = new ArrayList<>(path);
        List<String> circle =
            new ArrayList<>(names.subList(names.indexOf(next.value()), names.size()));
        circle.add(next.value());
        return new Circle(circle, next.at());
      }
      at = next.value();
    }
  }
}
