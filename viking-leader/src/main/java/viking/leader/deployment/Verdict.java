package viking.leader.deployment;

/** What is to be done about a job. */
public sealed interface Verdict {
  /** All is as it should be, or somebody else has the next move. */
  record Rest() implements Verdict {}

  record Act(Step step) implements Verdict {}

  /** It is to run and stands nowhere. */
  record WantsPlace() implements Verdict {}

  Verdict REST = new Rest();
  Verdict WANTS_PLACE = new WantsPlace();

  static Verdict act(Step step) {
    return new Act(step);
  }
}
