package viking.core.model;

/**
 * When a job is run again and again: a cron line of five fields, in a time zone.
 *
 * @param zone as the time zone database spells it; {@code UTC} unless given
 * @param overlap whether one may begin while the one before still runs
 */
public record Every(String cron, String zone, boolean overlap) {
  public static final String USUAL_ZONE = "UTC";
}
