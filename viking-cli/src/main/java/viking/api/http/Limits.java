package viking.api.http;

import java.time.Duration;

/**
 * What one client can take of the host.
 *
 * @param connections at once; when all are taken the one that has been silent longest goes
 * @param body bytes of a request's body
 * @param patience how long a client may take for the head of a request, and again for its body
 * @param deadline what an answer may take
 */
public record Limits(int connections, int body, Duration patience, Duration deadline) {
  public static final Limits USUAL =
      new Limits(256, 1 << 20, Duration.ofSeconds(30), Duration.ofSeconds(30));

  /** Bytes of a request's first line. */
  static final int LINE = 8192;

  /** Bytes of all its headers. */
  static final int HEADERS = 16_384;

  /** Bytes of a refused body that are still taken in, so that the refusal can be read. */
  static final long DRAINED = 16L << 20;

  /** For what a client does not take: an answer that it does not read, a silence without end. */
  static final Duration IDLE = Duration.ofSeconds(90);
}
