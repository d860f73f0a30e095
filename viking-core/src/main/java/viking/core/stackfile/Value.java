package viking.core.stackfile;

/** What stands in a YAML file: text, a list or a mapping, each with its place. */
sealed interface Value permits Scalar, Items, Table {
  Spot at();

  /** How a complaint speaks of it. */
  String shown();

  /** Whether a key was written without a value. */
  default boolean nothing() {
    return false;
  }
}
