package viking.slave.image;

/** Something about an image that could not be done, in one line for people. */
public final class ImageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImageProblem(String problem) {
    super(problem);
  }

  public ImageProblem(String problem, Throwable cause) {
    super(problem, cause);
  }
}
