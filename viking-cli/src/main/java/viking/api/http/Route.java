package viking.api.http;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that can be asked.
 *
 * @param pattern its path, such as {@code /v1/jobs/{id}}
 * @param parameters the query parameters that it knows
 * @param open whether it is answered without a token
 */
public record Route(
    String method, String pattern, Set<String> parameters, boolean open, Answering handler) {
  public Route {
    parameters = ImmutableSortedSet.copyOf(parameters);
  }

  public static Route get(String pattern, Handler handler, String... parameters) {
    return new Route("GET", pattern, Set.of(parameters), false, handler);
  }

  public static Route of(String method, String pattern, Handler handler, String... parameters) {
    return new Route(method, pattern, Set.of(parameters), false, handler);
  }

  /** One whose body and answer may be of any length. */
  public static Route stream(
      String method, String pattern, StreamHandler handler, String... parameters) {
    return new Route(method, pattern, Set.of(parameters), false, handler);
  }

  /** The same, for everybody. */
  public Route opened() {
    return new Route(method, pattern, parameters, true, handler);
  }

  /** Where there is {@code GET}, there is {@code HEAD}. */
  boolean takes(String asked) {
    return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
  }

  /** What stands for the names of the pattern, if the path is of that form. */
  Optional<Map<String, String>> match(List<String> path) {
    List<String> own = segments();
    if (own.size() != path.size()) {
      return Optional.empty();
    }
    ImmutableMap.Builder<String, String> variables = ImmutableMap.builder();
    for (int i = 0; i < own.size(); i++) {
      String name = own.get(i);
      if (isVariable(name)) {
        variables.put(name.substring(1, name.length() - 1), path.get(i));
      } else if (!name.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables.buildOrThrow());
  }

  /** The pattern with the path's own words for its names, to be compared with that path. */
  String filledFrom(List<String> path) {
    List<String> own = segments();
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < own.size(); i++) {
      boolean known = isVariable(own.get(i)) && i < path.size();
      filled.append('/').append(known ? path.get(i) : own.get(i));
    }
    return filled.toString();
  }

  private List<String> segments() {
    return List.of(pattern.substring(1).split("/", -1));
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }
}
