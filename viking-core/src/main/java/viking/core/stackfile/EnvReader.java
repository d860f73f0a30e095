package viking.core.stackfile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.model.Secret;

/** {@code env_file} and {@code env}, which is stronger. */
final class EnvReader {
  private final Section node;
  private final Problems problems;

  EnvReader(Section node) {
    this.node = node;
    this.problems = node.around().problems();
  }

  Map<String, String> read(List<Secret> secrets) {
    Map<String, String> env = new TreeMap<>();
    node.list("env_file", this::file).forEach(each -> env.putAll(each.value()));
    node.map("env")
        .forEach(
            (name, value) -> {
              problems
                  .attempt(value.at(), () -> named(name, secrets))
                  .ifPresent(good -> env.put(good, value.value()));
            });
    return env;
  }

  private Map<String, String> file(String path) {
    return node.around()
        .folder()
        .text("env_file", path, problems)
        .map(text -> EnvFile.read(path, text, problems))
        .orElse(Map.of());
  }

  private static String named(String name, List<Secret> secrets) {
    for (Secret secret : secrets) {
      if (secret.path().isEmpty() && secret.name().equals(name)) {
        throw new BadInput("'" + name + "' is a secret already; it cannot be in 'env' as well");
      }
    }
    return Grammar.VARIABLE.check("env", name);
  }
}
