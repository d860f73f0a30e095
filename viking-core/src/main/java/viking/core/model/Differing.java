package viking.core.model;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The names under which two sets of settings have different values. */
public record Differing(Set<String> names) {
  private static final int MOST_SHOWN = 5;

  public Differing {
    names = ImmutableSortedSet.copyOf(names);
  }

  public static Differing of(Map<String, ?> one, Map<String, ?> other) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    names.removeIf(name -> Objects.equals(one.get(name), other.get(name)));
    return new Differing(names);
  }

  /** Only those of the given names. */
  public Differing among(Set<String> some) {
    Set<String> both = new TreeSet<>(names);
    both.retainAll(some);
    return new Differing(both);
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** The first few, for people. */
  @Override
  public String toString() {
    String shown = String.join(", ", names.stream().limit(MOST_SHOWN).toList());
    return names.size() > MOST_SHOWN
        ? shown + " and " + (names.size() - MOST_SHOWN) + " more"
        : shown;
  }
}
