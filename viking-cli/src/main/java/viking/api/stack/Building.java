package viking.api.stack;

import java.util.Map;
import java.util.function.Consumer;
import viking.slave.build.BuildEvent;
import viking.slave.build.BuildFailed;
import viking.slave.build.Builder;

/** Makes or finds the images of a stack on this host; blocks until all are held. */
public interface Building {
  /** What each image that stands in the stack is for the engines. */
  Map<String, String> build(Builder.Order order, Consumer<BuildEvent> events) throws BuildFailed;
}
