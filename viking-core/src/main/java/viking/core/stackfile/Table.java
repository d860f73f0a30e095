package viking.core.stackfile;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** A mapping, in its order; what {@code <<} brings in comes last. */
record Table(Spot at, Map<String, Entry> entries) implements Value {
  /** A key and what it is given; both have their place. */
  record Entry(Spot at, Value value) {}

  Table {
    entries = ImmutableMap.copyOf(entries);
  }

  @Override
  public String shown() {
    return "a mapping";
  }
}
