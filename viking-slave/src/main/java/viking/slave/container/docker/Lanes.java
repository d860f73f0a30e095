package viking.slave.container.docker;

/**
 * Whose calls wait for whom: what makes and starts, what looks and signals, commands in containers,
 * pulls from registries and what comes from other hosts each wait only for their like.
 */
record Lanes(
    Lane acts, Lane looks, Lane checks, Lane pulls, Lane fetches, Prober prober, Patience patience)
    implements AutoCloseable {
  /** More make the engine slower, not faster: it starts most of a container under one lock. */
  private static final int ACTS = 3;

  private static final int LOOKS = 3;
  private static final int CHECKS = 8;
  private static final int PULLS = 2;
  private static final int FETCHES = 3;

  /** The engine's silence is reported, once for every call that it left unanswered. */
  static Lanes open(Limits limits, Runnable silence) {
    Patience patience = new Patience();
    return new Lanes(
        new Lane("docker-act", ACTS, limits.act(), patience, silence),
        new Lane("docker-look", LOOKS, limits.look(), patience, silence),
        new Lane("docker-check", CHECKS, limits.look(), patience, silence),
        new Lane("docker-pull", PULLS, limits.pull(), patience, silence),
        new Lane("docker-fetch", FETCHES, limits.pull(), patience, silence),
        new Prober(patience),
        patience);
  }

  @Override
  public void close() {
    acts.close();
    looks.close();
    checks.close();
    pulls.close();
    fetches.close();
    prober.close();
    patience.close();
  }
}
