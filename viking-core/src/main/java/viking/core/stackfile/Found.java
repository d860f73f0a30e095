package viking.core.stackfile;

/** A value that has been read, and where it stands. */
record Found<T>(T value, Spot at) {}
