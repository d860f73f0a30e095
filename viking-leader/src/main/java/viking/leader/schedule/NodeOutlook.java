package viking.leader.schedule;

/**
 * How far a node of a stack has come, and why no further.
 *
 * @param wanted how many instances there are to be
 * @param ready how many of those places have a ready instance, whatever its value
 * @param current how many have a ready one with the release's value
 * @param why what it waits for; empty when it is done
 */
public record NodeOutlook(
    String node, Kind kind, int wanted, int ready, int current, boolean done, String why) {
  /** What kind of node. */
  public enum Kind {
    STANDING,
    SERVICE,
    ONCE,
    CRON,
    WEBSITE
  }
}
