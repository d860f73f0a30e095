package viking.core.actor;

import java.util.function.Consumer;

/** Does what effects ask, without blocking, and hands every answer back. It serves one actor. */
public interface Performer {
  /** Whether the effect is of its kind; if so it has been begun. */
  boolean perform(Effect effect, Consumer<Event> answers);

  /** Ends what is still open, watches and the like: the actor that asked for it is gone. */
  default void closeAll() {}
}
