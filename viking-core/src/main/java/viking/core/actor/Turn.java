package viking.core.actor;

import java.util.List;

/** What a pass decided: what is to be done, in order, and when to look again if nothing arrives. */
public record Turn(List<Effect> effects, long wakeAt) {
  /** No need to look again before something arrives. */
  public static final long NEVER = Long.MAX_VALUE;

  public Turn {
    effects = List.copyOf(effects);
  }
}
