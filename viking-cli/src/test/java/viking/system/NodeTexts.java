package viking.system;

/** Nodes as a stack file says them, for tests that deploy them again and again. */
final class NodeTexts {
  /** Two that serve. */
  static final String WEB =
      """
      web:
        image: viking:app/box
        run: serve
        scale: 2
        expose: [80]
        env: {SICK: ""}
        health: {http: /, port: 80, interval: 500ms}
        update: {order: start-first, min_ready: 0s}
        stop: {drain: 1s}
      """;

  /** One with a volume, which serves a word. */
  static final String DB =
      """
      db:
        image: viking:app/box
        run: serve
        expose: [80]
        volume: [/data]
        env: {WORD: "%s"}
        update: {min_ready: 0s}
        stop: {drain: 0s}
      """;

  /** What is due every minute. */
  static final String RAID =
      """
      raid:
        image: viking:raids/box
        run: [sh, -c, "echo raided"]
        every: "* * * * *"
      """;

  private NodeTexts() {}

  /**
   * The same as web, but ill, and given up after so long. What one has printed is known when it has
   * been stopped for the first time, which is a second after its start.
   */
  static String sickWeb(String deadline) {
    return WEB.replace("SICK: \"\"", "SICK: scurvy")
        .replace("interval: 500ms", "interval: 500ms, retries: 1")
        .replace("min_ready: 0s", "min_ready: 0s, deadline: " + deadline);
  }
}
