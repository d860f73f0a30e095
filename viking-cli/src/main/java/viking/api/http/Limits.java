package viking.api.http;

import java.time.Duration;

/**
 * What one client can take of the host.
 *
 * @param connections at once; when all are taken the one that has been silent longest goes
 * @param body bytes of a request's body
 * @param patience how long a client may take for the head of a request, and again for its body
 * @param deadline what an answer may take
 * @param streams at once, of those requests whose bodies or answers may be of any length
 * @param idle how long a client may send nothing of such a body, or take nothing of any answer
 * @param farewell how long the end is put off for those who wait for an answer
 */
public record Limits(
    int connections,
    int body,
    Duration patience,
    Duration deadline,
    int streams,
    Duration idle,
    Duration farewell) {
  private static final int STREAMS = 32;
  private static final Duration IDLE = Duration.ofSeconds(90);
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  public static final Limits USUAL =
      new Limits(256, 1 << 20, Duration.ofSeconds(30), Duration.ofSeconds(30));

  /** Bytes of a request's first line. */
  static final int LINE = 8192;

  /** Bytes of all its headers. */
  static final int HEADERS = 16_384;

  /** Bytes of a refused body that are still taken in, so that the refusal can be read. */
  static final long DRAINED = 16L << 20;

  /** What a client takes in a second of an answer, if it is to be waited for. */
  static final int SLOWEST = 32_768;

  /** With what is usual for streams. */
  public Limits(int connections, int body, Duration patience, Duration deadline) {
    this(connections, body, patience, deadline, STREAMS, IDLE, FAREWELL);
  }

  public Limits withFarewell(Duration other) {
    return new Limits(connections, body, patience, deadline, streams, idle, other);
  }
}
