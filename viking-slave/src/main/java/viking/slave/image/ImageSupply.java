package viking.slave.image;

/** Where an engine gets what it lacks. */
public interface ImageSupply {
  /** Blocks until the engine has it; {@link ImageProblem} says why it cannot be had. */
  void fetch(String image);
}
