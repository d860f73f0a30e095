package viking.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words behind {@code viking host}, understood without picocli where they are plain: each
 * option once, each with its value. What is not plain, wrong or a call for help is left to picocli.
 */
final class HostWords {
  static final Set<String> FLAGS = Set.of("--slave", "--force");

  static final Set<String> VALUED =
      Set.of(
          "--hostname",
          "--external",
          "--etcd",
          "--etcd-quota",
          "--tags",
          "--data-dir",
          "--port",
          "--token-file",
          "--secret-key-file",
          "--run-dir",
          "--docker",
          "--upload-limit");

  private HostWords() {}

  /** Values by option; a flag's is empty. */
  static Optional<Map<String, String>> plain(List<String> words) {
    Map<String, String> found = new HashMap<>();
    int next = 0;
    while (next < words.size()) {
      String word = words.get(next++);
      int sign = word.indexOf('=');
      String option = sign < 0 ? word : word.substring(0, sign);
      String value = "";
      if (VALUED.contains(option)) {
        value = sign >= 0 ? word.substring(sign + 1) : next < words.size() ? words.get(next++) : "";
        if (!isPlain(value)) {
          return Optional.empty();
        }
      } else if (!FLAGS.contains(word)) {
        return Optional.empty();
      }
      if (found.put(option, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /** Picocli reads {@code @file} as what stands in that file, and {@code -} as the next option. */
  private static boolean isPlain(String value) {
    return !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
  }
}
