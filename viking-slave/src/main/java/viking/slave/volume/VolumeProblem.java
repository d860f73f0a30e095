package viking.slave.volume;

/** Something about a volume that could not be done, in one line for people. */
public final class VolumeProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VolumeProblem(String problem, Throwable cause) {
    super(problem, cause);
  }
}
