package viking.core.store;

/** What became of a transaction. */
public record Outcome(Kind kind, long revision, String problem) {
  /** The four ways it can go. */
  public enum Kind {
    /** Applied, at the revision. */
    APPLIED,
    /** Not applied: a compare did not hold, as of the revision. */
    REFUSED,
    /** Certainly not applied: it never reached the store, or the store said no. */
    FAILED,
    /** Applied or not, or still to be applied: only the store can tell. */
    UNKNOWN
  }

  public static Outcome applied(long revision) {
    return new Outcome(Kind.APPLIED, revision, "");
  }

  public static Outcome refused(long revision) {
    return new Outcome(Kind.REFUSED, revision, "");
  }

  public static Outcome failed(String problem) {
    return new Outcome(Kind.FAILED, 0, problem);
  }

  public static Outcome unknown(String problem) {
    return new Outcome(Kind.UNKNOWN, 0, problem);
  }
}
