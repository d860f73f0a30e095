package viking.core.stackfile;

import java.util.List;

/** A list. */
record Items(Spot at, List<Value> all) implements Value {
  Items {
    all = List.copyOf(all);
  }

  @Override
  public String shown() {
    return "a list";
  }
}
