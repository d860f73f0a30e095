package viking.core.stackfile;

/** What makes the rest of a file unreadable. */
final class BadYaml extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  BadYaml(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
