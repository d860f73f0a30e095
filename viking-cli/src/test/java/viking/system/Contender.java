package viking.system;

/** A way to run containers on the engines of a lab. */
interface Contender {
  String name();

  /** What comes before the clock runs. */
  default void prepare() {}

  /** Asks for so many containers. */
  void start(int count);

  /** Returns when it says itself that all of them run. */
  default void awaitItsWord(int count) {}

  /** Begins to remove all it has made. */
  void clear();
}
