package viking.core.stackfile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lists in which nothing may stand twice. */
final class Once {
  private Once() {}

  /** The values; one whose mark another has too is a problem. */
  static <T> List<T> of(String key, Section section, List<Found<T>> all, Function<T, ?> mark) {
    Map<Object, Spot> seen = new HashMap<>();
    for (Found<T> each : all) {
      Object own = mark.apply(each.value());
      Spot before = seen.putIfAbsent(own, each.at());
      if (before != null) {
        section
            .around()
            .problems()
            .add(
                each.at(),
                key
                    + " '"
                    + own
                    + "' is given twice in "
                    + section.path()
                    + ", first in line "
                    + before.line());
      }
    }
    return all.stream().map(Found::value).toList();
  }
}
