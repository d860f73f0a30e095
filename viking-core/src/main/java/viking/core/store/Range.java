package viking.core.store;

/** The keys from {@code from} up to but without {@code to}. */
public record Range(String from, String to) {
  /** One key alone. */
  public static Range key(String key) {
    return new Range(key, key + "\0");
  }

  /** All keys that begin so; the prefix ends in a slash. */
  public static Range prefix(String prefix) {
    if (!prefix.endsWith("/")) {
      throw new IllegalArgumentException("prefix " + prefix + " does not end in a slash");
    }
    return new Range(prefix, prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1));
  }

  public boolean contains(String key) {
    return from.compareTo(key) <= 0 && key.compareTo(to) < 0;
  }

  public boolean single() {
    return to.equals(from + "\0");
  }
}
