package viking.core.stackfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping as it is being read: no key twice, and {@code <<} brings in what is not given here. */
final class Entries {
  private static final String MERGE = "<<";

  private final String path;
  private final Problems problems;
  private final Map<String, Table.Entry> own = new LinkedHashMap<>();
  private final Map<String, Table.Entry> merged = new LinkedHashMap<>();

  Entries(String path, Problems problems) {
    this.path = path;
    this.problems = problems;
  }

  void put(Spot at, Value key, Value value) {
    if (!(key instanceof Scalar scalar)) {
      problems.add(at, "a key must be one word, but " + key.shown() + " stands there");
    } else if (scalar.plain() && scalar.text().equals(MERGE)) {
      merge(at, value);
    } else {
      put(at, scalar.text(), value);
    }
  }

  Table table(Spot at) {
    Map<String, Table.Entry> all = new LinkedHashMap<>(own);
    merged.forEach(all::putIfAbsent);
    return new Table(at, all);
  }

  private void put(Spot at, String name, Value value) {
    Table.Entry before = own.putIfAbsent(name, new Table.Entry(at, value));
    if (before != null) {
      problems.add(
          at,
          "duplicate key '"
              + name
              + "'"
              + (path.isEmpty() ? "" : " in " + path)
              + "; it stands in line "
              + before.at().line()
              + " already");
    }
  }

  private void merge(Spot at, Value value) {
    List<Value> sources = value instanceof Items items ? items.all() : List.of(value);
    for (Value each : sources) {
      if (each instanceof Table table) {
        table.entries().forEach(merged::putIfAbsent);
      } else {
        problems.add(
            at, "'<<' brings in a mapping such as *base, but " + each.shown() + " stands there");
      }
    }
  }
}
