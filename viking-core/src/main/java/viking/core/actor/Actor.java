package viking.core.actor;

import java.util.List;

/** A plain object that decides; never called by two threads at once. */
public interface Actor {
  Turn pass(Now now, List<Event> arrived);
}
