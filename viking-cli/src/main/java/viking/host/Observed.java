package viking.host;

import java.util.List;
import java.util.function.Consumer;
import viking.core.actor.Actor;
import viking.core.actor.Event;
import viking.core.actor.Now;
import viking.core.actor.Turn;

/** An actor that is looked at after each pass, on its own thread: nobody else may. */
record Observed<A extends Actor>(A actor, Consumer<A> look) implements Actor {
  @Override
  public Turn pass(Now now, List<Event> arrived) {
    Turn turn = actor.pass(now, arrived);
    look.accept(actor);
    return turn;
  }
}
