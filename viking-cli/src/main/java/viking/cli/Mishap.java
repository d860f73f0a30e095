package viking.cli;

import java.io.PrintWriter;
import viking.cli.text.Cell;
import viking.core.model.BadInput;

/** What a command says that could not do its work. */
final class Mishap {
  private Mishap() {}

  /** One line for what people can mend; what they cannot is a fault of viking's, and told whole. */
  static int tell(Exception problem, String command, PrintWriter err) {
    err.print(command + ": ");
    if (problem instanceof BadInput) {
      err.println(Cell.harmless(problem.getMessage()));
    } else {
      err.print("this should not have happened: ");
      problem.printStackTrace(err);
    }
    err.flush();
    return Main.FAILED;
  }
}
