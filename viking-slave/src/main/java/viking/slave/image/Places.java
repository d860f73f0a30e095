package viking.slave.image;

import java.util.concurrent.Semaphore;

/** For so many at the same time; the others wait, and go on in the order in which they came. */
public final class Places {
  private final Semaphore free;

  public Places(int number) {
    this.free = new Semaphore(number, true);
  }

  /** To be followed by {@link #release}, whatever happens. */
  public void acquire() {
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageProblem("interrupted", e);
    }
  }

  public void release() {
    free.release();
  }
}
