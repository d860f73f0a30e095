package viking.api.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import viking.core.model.Release;
import viking.core.model.Secret;

/**
 * What is set for a stack otherwise than its release has it: whatever puts an earlier release back
 * takes no setting back, since somebody else may count on it by now.
 */
final class Pending {
  private static final int MOST_NAMES = 5;

  private Pending() {}

  /** A line for people of the variables and one of the secrets, where there are such. */
  static List<String> of(Present now, Release release) {
    List<String> lines = new ArrayList<>();
    Set<String> env = env(now, release);
    if (!env.isEmpty()) {
      lines.add(
          "env "
              + named(env)
              + " is set otherwise than in release "
              + release.number()
              + ", and comes with the next one; 'viking env set' or 'unset' changes it");
    }
    Set<String> secrets = secrets(now, release);
    if (!secrets.isEmpty()) {
      lines.add(
          "secret "
              + named(secrets)
              + " is newer than in release "
              + release.number()
              + ", and whatever starts from now on is given it; 'viking secret set' changes it");
    }
    return lines;
  }

  private static Set<String> env(Present now, Release release) {
    Map<String, String> set = now.variables();
    Set<String> names = new TreeSet<>(set.keySet());
    names.addAll(release.env().keySet());
    names.removeIf(name -> Objects.equals(set.get(name), release.env().get(name)));
    return names;
  }

  /** Of those that something is given, and that are there. */
  private static Set<String> secrets(Present now, Release release) {
    Map<String, Long> set = now.versions();
    Set<String> names = new TreeSet<>();
    release.stack().nodes().values().stream()
        .flatMap(node -> node.job().stream())
        .flatMap(job -> job.container().secrets().stream())
        .map(Secret::name)
        .filter(set::containsKey)
        .forEach(names::add);
    names.removeIf(name -> Objects.equals(set.get(name), release.secrets().get(name)));
    return names;
  }

  private static String named(Set<String> names) {
    String shown = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() > MOST_NAMES
        ? shown + " and " + (names.size() - MOST_NAMES) + " more"
        : shown;
  }
}
