package viking.leader.schedule;

import java.time.Duration;

/** Two releases of a node {@code web}, of which the second may fail. */
abstract class FailingScene {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration MIN_READY = Duration.ofSeconds(5);
  static final Duration DEADLINE = Duration.ofMinutes(5);

  final StackScene scene = new StackScene();

  static String web(String version) {
    return "'web':{'job':{'image':'web" + version + "'},'scale':2}";
  }
}
