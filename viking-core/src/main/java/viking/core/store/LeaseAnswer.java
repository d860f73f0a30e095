package viking.core.store;

import java.time.Duration;

/** What the store says of a lease: how long it lives from when it was asked, or that it is gone. */
public record LeaseAnswer(Kind kind, long lease, Duration ttl, String problem) {
  /** The three ways it can go. */
  public enum Kind {
    ALIVE,
    GONE,
    /** No answer: the lease may live or not. */
    FAILED
  }

  public static LeaseAnswer alive(long lease, Duration ttl) {
    return new LeaseAnswer(Kind.ALIVE, lease, ttl, "");
  }

  public static LeaseAnswer gone(long lease) {
    return new LeaseAnswer(Kind.GONE, lease, Duration.ZERO, "");
  }

  public static LeaseAnswer failed(long lease, String problem) {
    return new LeaseAnswer(Kind.FAILED, lease, Duration.ZERO, problem);
  }
}
