package viking.core.stackfile;

/** Where something stands in a file; line and column count from 1. */
record Spot(String file, int line, int column) {
  Problem problem(String message) {
    return new Problem(file, line, column, message);
  }
}
