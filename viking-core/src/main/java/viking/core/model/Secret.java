package viking.core.model;

import java.util.Optional;

/**
 * A secret that a job is given: as a file in memory at the path, or without one as a variable of
 * its name.
 *
 * @param version which of its values, or a later one, so that a new value is a new job; 0: any
 */
public record Secret(String name, Optional<String> path, long version) {
  private static final String USUAL_FOLDER = "/run/secrets/";
  private static final String AS_VARIABLE = "env";

  public Secret {
    Grammar.VARIABLE.check("secret", name);
    path.filter(p -> !p.startsWith("/") || p.endsWith("/") || p.contains("/../"))
        .ifPresent(
            p -> {
              throw new BadInput("secret " + name + ": '" + p + "' is not an absolute path");
            });
  }

  /** Reads {@code NAME}, {@code NAME:env}, {@code NAME:/path}; {@code NAME@12} is version 12. */
  public static Secret parse(String text) {
    String[] halves = text.split(":", 2);
    String[] named = halves[0].split("@", 2);
    if (named.length == 2 && !Grammar.NUMBER.matches(named[1])) {
      throw new BadInput("secret '" + text + "': '" + named[1] + "' is not a version");
    }
    String path = halves.length == 2 ? halves[1] : USUAL_FOLDER + named[0];
    return new Secret(
        named[0],
        path.equals(AS_VARIABLE) ? Optional.empty() : Optional.of(path),
        named.length == 2 ? Long.parseLong(named[1]) : 0);
  }

  public Secret withVersion(long newer) {
    return new Secret(name, path, newer);
  }

  @Override
  public String toString() {
    String to = path.orElse(AS_VARIABLE);
    return name
        + (version > 0 ? "@" + version : "")
        + (to.equals(USUAL_FOLDER + name) ? "" : ":" + to);
  }
}
