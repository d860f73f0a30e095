package viking.slave.container;

import java.util.List;
import java.util.Optional;
import viking.core.actor.Event;

/** What the engine answers or tells unasked. */
public sealed interface EngineEvent extends Event {
  record Listed(long token, List<Seen> containers) implements EngineEvent {
    public Listed {
      containers = List.copyOf(containers);
    }
  }

  /** With the container as it is now; without one where it is gone or none was concerned. */
  record Done(long token, Optional<Seen> seen) implements EngineEvent {}

  record Failed(long token, Failure failure, String problem) implements EngineEvent {}

  record Checked(long token, boolean ok, String output) implements EngineEvent {}

  /** A container changed by itself or by somebody's hand. */
  record Noticed(Seen seen) implements EngineEvent {}

  record Vanished(String name, String id) implements EngineEvent {}

  /** News may have been missed: the engine was away. */
  record Interrupted(String problem) implements EngineEvent {}

  /** Why the engine did not do it. */
  enum Failure {
    /** The engine does not answer; nothing is known of what it did. */
    AWAY,
    IMAGE_MISSING,
    VOLUME_MISSING,
    /** A secret that the job is to be given is not there, or cannot be opened here. */
    SECRET_MISSING,
    /** A container of that name is there already. */
    NAME_TAKEN,
    /** There is no such container. */
    NO_CONTAINER,
    /** The engine refuses what the job asks for, or the container cannot start so. */
    REFUSED
  }
}
