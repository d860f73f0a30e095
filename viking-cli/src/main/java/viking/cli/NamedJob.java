package viking.cli;

import picocli.CommandLine.Parameters;
import viking.cli.client.Api;

/** The one job that a command is about. */
final class NamedJob {
  @Parameters(index = "0", paramLabel = "JOB", description = "STACK.NODE.TAG, or its beginning.")
  private String word;

  /** Its whole name. */
  String find(Api api) {
    return JobNames.find(api, word);
  }
}
