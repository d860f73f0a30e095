package viking.core.lease;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.store.LeaseAnswer;

/**
 * A lease that is asked for, renewed four times in its life, and asked for anew when it is gone. It
 * counts as valid from when the renewal was sent, so it is over here before it is over in etcd.
 */
public final class HeldLease {
  private static final Duration RETRY = Duration.ofMillis(300);
  private static final int MOST_UNANSWERED = 8;

  private final Tokens tokens;
  private final Duration ttl;
  private final Map<Long, Long> sent = new LinkedHashMap<>();
  private long lease;
  private long validUntil = Long.MIN_VALUE;
  private long next = Long.MIN_VALUE;
  private boolean given;
  private long revocation;
  private boolean over;

  public HeldLease(Tokens tokens, Duration ttl) {
    this.tokens = tokens;
    this.ttl = ttl;
  }

  public long id() {
    return lease;
  }

  public boolean valid(Now now) {
    return lease != 0 && !given && !now.reached(validUntil - ttl.toNanos() / 10);
  }

  public boolean take(StoreEvent.LeaseTold told, Now now) {
    if (revocation != 0 && told.token() == revocation) {
      over = true;
      return true;
    }
    Long at = sent.remove(told.token());
    if (at == null) {
      return false;
    }
    LeaseAnswer answer = told.answer();
    switch (answer.kind()) {
      case ALIVE -> {
        if (lease == 0 || lease == answer.lease()) {
          lease = answer.lease();
          validUntil = Math.max(validUntil, at + answer.ttl().toNanos());
        }
      }
      case GONE -> {
        if (lease == answer.lease()) {
          // What was sent before must not bring it back.
          sent.clear();
          lease = 0;
          next = now.nanos();
        }
      }
      case FAILED -> next = Math.min(next, now.after(RETRY));
    }
    return true;
  }

  public long step(Now now, Consumer<Effect> out) {
    if (given) {
      return Long.MAX_VALUE;
    }
    if (next == Long.MIN_VALUE || now.reached(next)) {
      if (sent.size() >= MOST_UNANSWERED) {
        sent.remove(sent.keySet().iterator().next());
      }
      long token = tokens.next();
      sent.put(token, now.nanos());
      out.accept(
          lease == 0
              ? new StoreEffect.Grant(token, ttl, "a lease to live on")
              : new StoreEffect.KeepAlive(token, lease, "still here"));
      next = now.nanos() + ttl.toNanos() / 4;
    }
    return next;
  }

  /** Ends the lease for good. */
  public void giveUp(Consumer<Effect> out) {
    given = true;
    if (lease == 0) {
      over = true;
    } else if (revocation == 0) {
      revocation = tokens.next();
      out.accept(new StoreEffect.Revoke(revocation, lease, "shutting down"));
    }
  }

  /** Whether it was given up and the store has answered to that, whatever it said. */
  public boolean over() {
    return over;
  }
}
