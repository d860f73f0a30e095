package viking.core.actor;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log what an actor has to tell. */
public final class TellPerformer implements Performer {
  private final Logger log;

  /** The lines carry the actor's name. */
  public TellPerformer(String actor) {
    this.log = LoggerFactory.getLogger("viking." + actor);
  }

  @Override
  public boolean perform(Effect effect, Consumer<Event> answers) {
    if (!(effect instanceof Tell tell)) {
      return false;
    }
    switch (tell.level()) {
      case INFO -> log.info("{}", tell.reason());
      case WARN -> log.warn("{}", tell.reason());
      case ERROR -> log.error("{}", tell.reason());
    }
    return true;
  }
}
