package viking.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import viking.cli.client.Api;
import viking.core.codec.Suggestion;
import viking.core.model.BadInput;

/** Finds the one job that somebody means. */
final class JobNames {
  private static final int MOST_NAMED = 10;

  private JobNames() {}

  /**
   * The id behind {@code adhoc.hello.1}, {@code adhoc/hello/1}, or the beginning of one where no
   * other job begins so; whole names go before parts of them.
   */
  static String find(Api api, String word) {
    String dotted = word.replace('/', '.').replaceAll("^\\.+|\\.+$", "");
    if (dotted.split("\\.", 3).length == 3 && api.find(Api.job(dotted)).isPresent()) {
      return dotted;
    }
    List<String> ids =
        api.get("/v1/jobs").tree().list("jobs").stream().map(job -> job.text("id")).toList();
    List<String> whole = beginning(ids, dotted + ".");
    List<String> meant = whole.isEmpty() && !dotted.isEmpty() ? beginning(ids, dotted) : whole;
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw new BadInput(meant.isEmpty() ? unknown(word, dotted, ids) : ambiguous(word, meant));
  }

  private static List<String> beginning(List<String> ids, String start) {
    return ids.stream().filter(id -> id.startsWith(start)).toList();
  }

  private static String unknown(String word, String dotted, List<String> ids) {
    Optional<String> near =
        Suggestion.of(dotted, ids)
            .or(() -> Suggestion.of(dotted, ids.stream().map(JobNames::node).distinct().toList()));
    return "there is no job '"
        + word
        + "'"
        + near.map(id -> "; did you mean '" + id + "'?").orElse("; viking ps -a lists them");
  }

  /** Without the tag, as people name a job that is the only one of its node. */
  private static String node(String id) {
    String[] parts = id.split("\\.", 3);
    return parts.length < 3 ? id : parts[0] + "." + parts[1];
  }

  private static String ambiguous(String word, List<String> meant) {
    String named = meant.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return "'"
        + word
        + "' may be "
        + meant.size()
        + " jobs, name one: "
        + named
        + (meant.size() > MOST_NAMED ? ", …" : "");
  }
}
