package viking.slave.container;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;

/**
 * The slave's picture of the engine: a listing at the start, after every interruption and now and
 * then, and news in between. A listing says nothing of a container that changed while it was made.
 */
public final class Containers {
  private static final Duration LIST_EVERY = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int REMEMBERED = 1000;

  private final Tokens tokens;
  private final Map<String, Seen> byName = new TreeMap<>();
  private final Map<String, Long> changedAt = new HashMap<>();
  private final Set<String> removed =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });
  private long sequence;
  private long listToken;
  private long listedFrom;
  private long nextList = Long.MIN_VALUE;
  private boolean outdated;
  private boolean known;
  private String problem = "";

  public Containers(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Whether the engine has been listed at least once. */
  public boolean known() {
    return known;
  }

  public Optional<Seen> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Collection<Seen> all() {
    return byName.values();
  }

  /** Whether the event was a listing or news; answers to other requests are noted by the asker. */
  public boolean take(EngineEvent event, Now now, Consumer<Effect> out) {
    if (event instanceof EngineEvent.Listed listed && listed.token() == listToken) {
      listToken = 0;
      nextList = outdated ? now.nanos() : now.after(LIST_EVERY);
      replace(listed.containers());
      if (!problem.isEmpty()) {
        out.accept(Tell.info("the engine answers again"));
        problem = "";
      }
      known = true;
      return true;
    }
    if (event instanceof EngineEvent.Failed failed && failed.token() == listToken) {
      listToken = 0;
      nextList = now.after(RETRY);
      away(failed.problem(), out);
      return true;
    }
    if (event instanceof EngineEvent.Noticed noticed) {
      note(noticed.seen());
      return true;
    }
    if (event instanceof EngineEvent.Vanished vanished) {
      gone(vanished.name(), vanished.id());
      return true;
    }
    if (event instanceof EngineEvent.Interrupted interrupted) {
      again(now);
      away(interrupted.problem(), out);
      return true;
    }
    return false;
  }

  public long step(Now now, Consumer<Effect> out) {
    if (listToken == 0 && (nextList == Long.MIN_VALUE || now.reached(nextList))) {
      listToken = tokens.next();
      listedFrom = sequence;
      outdated = false;
      out.accept(new EngineEffect.ListAll(listToken, "what runs here?"));
    }
    return listToken == 0 ? nextList : Long.MAX_VALUE;
  }

  /** Lists again at once: something was not as it seemed, and a listing under way may be older. */
  public void again(Now now) {
    nextList = now.nanos();
    outdated = true;
  }

  /** Takes news in, unless it is older than what is known. */
  public void note(Seen seen) {
    if (!removed.contains(seen.id())) {
      keepLater(seen);
      changedAt.put(seen.name(), ++sequence);
    }
  }

  /** Forgets the container, unless another one has taken its name. */
  public void gone(String name, String id) {
    changedAt.put(name, ++sequence);
    removed.add(id);
    if (named(name).filter(seen -> seen.id().equals(id)).isPresent()) {
      byName.remove(name);
    }
  }

  private void replace(Collection<Seen> listed) {
    Set<String> names = new HashSet<>();
    for (Seen seen : listed) {
      names.add(seen.name());
      if (unchangedSinceListing(seen.name())) {
        keepLater(seen);
      }
    }
    byName.keySet().removeIf(name -> !names.contains(name) && unchangedSinceListing(name));
  }

  private void keepLater(Seen seen) {
    Seen known = byName.get(seen.name());
    boolean older = known != null && known.id().equals(seen.id()) && !seen.laterThan(known);
    if (!older) {
      byName.put(seen.name(), seen);
    }
  }

  private boolean unchangedSinceListing(String name) {
    return changedAt.getOrDefault(name, 0L) <= listedFrom;
  }

  private void away(String why, Consumer<Effect> out) {
    if (problem.isEmpty()) {
      out.accept(Tell.warn("the engine does not answer: " + why));
    }
    problem = why;
  }
}
