package viking.core.actor;

/** Numbers an actor's requests, so that answers find what asked. */
public final class Tokens {
  private long last;

  /** Begins behind the given number: no token of an earlier actor may come again. */
  public Tokens(long last) {
    this.last = last;
  }

  public long next() {
    return ++last;
  }
}
