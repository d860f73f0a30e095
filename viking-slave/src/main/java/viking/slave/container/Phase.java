package viking.slave.container;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a container stands, and what may be asked of the engine there. Unlisted is illegal. */
public enum Phase {
  ABSENT,
  CREATED,
  RUNNING,
  EXITED;

  /** What can be done to a container. */
  public enum Act {
    CREATE,
    START,
    STOP,
    KILL,
    REMOVE,
    CHECK
  }

  private static final Map<Phase, Set<Act>> ACTS = new EnumMap<>(Phase.class);

  static {
    ACTS.put(ABSENT, EnumSet.of(Act.CREATE));
    ACTS.put(CREATED, EnumSet.of(Act.START, Act.REMOVE));
    ACTS.put(RUNNING, EnumSet.of(Act.STOP, Act.KILL, Act.CHECK));
    ACTS.put(EXITED, EnumSet.of(Act.START, Act.REMOVE));
  }

  public boolean allows(Act act) {
    return ACTS.get(this).contains(act);
  }
}
