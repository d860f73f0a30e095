package viking.core.store;

/** One key's part in a transaction. */
public record Write(Kind kind, String key, String value, long lease) {
  /** What is done to the key. */
  public enum Kind {
    PUT,
    DELETE
  }

  public static Write put(String key, String value) {
    return new Write(Kind.PUT, key, value, 0);
  }

  /** The key ends with the lease. */
  public static Write put(String key, String value, long lease) {
    return new Write(Kind.PUT, key, value, lease);
  }

  public static Write delete(String key) {
    return new Write(Kind.DELETE, key, "", 0);
  }
}
