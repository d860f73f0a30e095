package viking.core.store;

/** One key's change as a watch tells it. */
public record Change(Kind kind, Entry entry) {
  /** What became of the key. */
  public enum Kind {
    PUT,
    /** The entry holds the key and, as {@code modified}, the revision of its end. */
    DELETE
  }

  public static Change put(Entry entry) {
    return new Change(Kind.PUT, entry);
  }

  public static Change delete(String key, long revision) {
    return new Change(Kind.DELETE, new Entry(key, "", 0, revision, 0));
  }
}
