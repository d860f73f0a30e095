package viking.core.stackfile;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import viking.core.model.BadInput;

/** Gathers what is wrong, so that everything is told at once. */
final class Problems {
  /** Nobody reads more; a wrong file may have a hundred thousand. */
  private static final int MOST = 100;

  private final String mainFile;
  private final Set<Problem> all = new LinkedHashSet<>();

  Problems(String mainFile) {
    this.mainFile = mainFile;
  }

  /** There are so many that looking for more is of no use. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  void add(Spot at, String message) {
    add(at.problem(message));
  }

  void add(Problem problem) {
    all.add(problem);
    if (all.size() > MOST) {
      throw new TooMany();
    }
  }

  /** The value, unless making it is refused, which becomes a problem there. */
  <T> Optional<T> attempt(Spot at, Supplier<T> making) {
    try {
      return Optional.of(making.get());
    } catch (BadInput e) {
      add(at, e.getMessage());
      return Optional.empty();
    }
  }

  boolean none() {
    return all.isEmpty();
  }

  int count() {
    return all.size();
  }

  /** In the order of the stack file's lines; those of other files follow. */
  List<Problem> sorted() {
    List<Problem> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparing((Problem each) -> !each.file().equals(mainFile))
            .thenComparing(Problem::file)
            .thenComparing(Problem::line)
            .thenComparing(Problem::column));
    if (sorted.size() <= MOST) {
      return ImmutableList.copyOf(sorted);
    }
    return ImmutableList.<Problem>builder()
        .addAll(sorted.subList(0, MOST))
        .add(Problem.ofWhole(mainFile, "and more; " + MOST + " will do for now"))
        .build();
  }
}
