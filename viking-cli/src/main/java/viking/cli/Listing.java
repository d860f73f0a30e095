package viking.cli;

import picocli.CommandLine.Option;
import viking.cli.client.Answer;
import viking.cli.client.Tree;

/** The choice of how a listing is printed. */
final class Listing {
  /** Named as one types them. */
  enum Format {
    table,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; json is what the API says, whole.")
  private Format format = Format.table;

  boolean json() {
    return format == Format.json;
  }

  /** Prints the answer as JSON if that is wanted. */
  boolean printed(Answer answer, Session session) {
    if (format == Format.json) {
      session.out().println(Tree.indented(answer.json()));
    }
    return format == Format.json;
  }
}
