package viking.slave.container.docker;

import java.util.HashSet;
import java.util.Set;

/** News that will come because of what we do ourselves: nobody needs to look for their sake. */
final class Expected {
  private final Set<String> news = new HashSet<>();

  synchronized void expect(String action, String who) {
    news.add(action + " " + who);
  }

  /** Whether it was expected; it no longer is. */
  synchronized boolean met(String action, String who) {
    return news.remove(action + " " + who);
  }

  synchronized void clear() {
    news.clear();
  }
}
