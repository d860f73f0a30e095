package viking.core.store;

/** What must be so for a transaction to be applied. A key that is not there has revision 0. */
public record Compare(Target target, String key, long revision) {
  /** Which revision of the key is looked at. */
  public enum Target {
    CREATED,
    MODIFIED
  }

  public static Compare created(String key, long revision) {
    return new Compare(Target.CREATED, key, revision);
  }

  public static Compare modified(String key, long revision) {
    return new Compare(Target.MODIFIED, key, revision);
  }

  public static Compare absent(String key) {
    return new Compare(Target.MODIFIED, key, 0);
  }
}
