package viking.core.state;

import viking.core.store.Entry;

/** A value with the revisions that a compare needs. */
public record Versioned<T>(T value, long created, long modified) {
  public static <T> Versioned<T> of(T value, Entry entry) {
    return new Versioned<>(value, entry.created(), entry.modified());
  }
}
