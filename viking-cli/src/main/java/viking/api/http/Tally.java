package viking.api.http;

/** Hears of every answer, on the event loop. */
public interface Tally {
  /** {@code route} is the pattern of the route, or empty where there is none. */
  void answered(String method, String route, int status, long nanos);
}
