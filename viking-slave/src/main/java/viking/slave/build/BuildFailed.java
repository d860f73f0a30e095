package viking.slave.build;

import java.util.List;

/** An image could not be had; nothing is changed in the cluster. */
public final class BuildFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  BuildFailed(String problem, List<String> lines, Throwable cause) {
    super(problem, cause);
    this.lines = List.copyOf(lines);
  }

  /** One line. */
  public String problem() {
    return getMessage();
  }

  /** The last that the failing step printed. */
  public List<String> lines() {
    return lines;
  }
}
