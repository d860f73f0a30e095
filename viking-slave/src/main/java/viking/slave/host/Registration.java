package viking.slave.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import viking.core.actor.Effect;
import viking.core.actor.Now;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tell;
import viking.core.actor.Tokens;
import viking.core.codec.HostCodec;
import viking.core.key.Keys;
import viking.core.lease.HeldLease;
import viking.core.model.BadInput;
import viking.core.model.Host;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.LeaseAnswer;
import viking.core.store.Outcome;
import viking.core.store.Txn;
import viking.core.store.Write;

/**
 * Keeps {@code /host/<hostname>} on a lease of this host's own. A name that another id holds is
 * refused: nothing is done under it until that one's lease has ended.
 */
public final class Registration {
  private static final Duration PLANNED = Duration.ofSeconds(60);
  private static final Duration RETRY = Duration.ofMillis(300);

  private final Tokens tokens;
  private final HeldLease held;
  private Host self;
  private long inherited;
  private long planned;
  private long grant;
  private long commit;
  private String value;
  private String sentValue = "";
  private long sentLease;
  private long committed;
  private Optional<Entry> seen = Optional.empty();
  private boolean mine;
  private boolean looked;
  private boolean leaving;
  private boolean clearing;
  private long nextGrant = Long.MIN_VALUE;
  private long notBefore = Long.MIN_VALUE;
  private String refusal = "";

  /**
   * {@code inherited} is the lease that the disk remembers, 0 for none: it is renewed first thing.
   */
  public Registration(Tokens tokens, Host self, Duration ttl, long inherited) {
    this.tokens = tokens;
    this.self = self;
    this.value = HostCodec.write(self);
    this.held = new HeldLease(tokens, ttl);
    this.inherited = inherited;
  }

  /** The lease that the key is on. */
  public long lease() {
    return planned != 0 ? planned : held.id();
  }

  /** Why this host's name cannot be had; empty when it can. */
  public String refusal() {
    return refusal;
  }

  /** Whether the store shows this host under its name, on its own lease. */
  public boolean registered() {
    return lease() != 0 && mine && seen.orElseThrow().lease() == lease();
  }

  /** Since which revision the name has been this host's without a break; 0 while it is not. */
  public long since() {
    return registered() ? seen.orElseThrow().created() : 0;
  }

  /** Whether the host has said its good-bye. */
  public boolean left() {
    boolean announced = planned != 0 && registered();
    return leaving && (announced || !refusal.isEmpty());
  }

  /** What a listing shows under this host's name, at which revision. */
  public void looked(Optional<Entry> entry, long revision) {
    if (revision >= committed) {
      seen = entry;
      mine = entry.filter(this::isMine).isPresent();
      looked = true;
    }
  }

  /** The store is another one: what was learnt of the old one counts no more. */
  public void forget() {
    committed = 0;
    looked = false;
  }

  /** A look at the own name is wanted: a write to it did not go as planned. */
  public boolean wantsLook(Now now) {
    return !looked && (notBefore == Long.MIN_VALUE || now.reached(notBefore));
  }

  public boolean take(StoreEvent event, Now now) {
    if (event instanceof StoreEvent.LeaseTold told) {
      if (told.token() == grant && grant != 0) {
        grant = 0;
        planned = told.answer().kind() == LeaseAnswer.Kind.ALIVE ? told.answer().lease() : 0;
        nextGrant = now.after(RETRY);
        return true;
      }
      return held.take(told, now);
    }
    if (event instanceof StoreEvent.Committed done && commit != 0 && done.token() == commit) {
      commit = 0;
      committed(done.outcome(), now);
      return true;
    }
    return false;
  }

  /** Renews the lease; and, while the store may be believed, sees to the key. */
  public long step(Now now, boolean believed, Consumer<Effect> out) {
    if (inherited != 0) {
      out.accept(
          new StoreEffect.KeepAlive(tokens.next(), inherited, "the lease from before the restart"));
      inherited = 0;
    }
    long wake = held.step(now, out);
    if (leaving && planned == 0 && grant == 0) {
      wake = Math.min(wake, sayGoodBye(now, out));
    }
    if (notBefore != Long.MIN_VALUE && !now.reached(notBefore)) {
      return Math.min(wake, notBefore);
    }
    if (believed && looked && lease() != 0 && commit == 0) {
      see(out);
    }
    return wake;
  }

  /** Begins to leave for a planned restart; {@link #left} tells when that is done. */
  public void leave() {
    leaving = true;
    self = self.restartingNow();
    value = HostCodec.write(self);
  }

  private long sayGoodBye(Now now, Consumer<Effect> out) {
    if (nextGrant != Long.MIN_VALUE && !now.reached(nextGrant)) {
      return nextGrant;
    }
    grant = tokens.next();
    out.accept(new StoreEffect.Grant(grant, PLANNED, "jobs stay during a planned restart"));
    return Long.MAX_VALUE;
  }

  private void see(Consumer<Effect> out) {
    if (seen.isPresent() && !mine) {
      if (seen.get().lease() == 0) {
        clear(seen.get(), out);
      } else {
        refuse(seen.get(), out);
      }
    } else if (!registered() || !seen.orElseThrow().value().equals(value)) {
      refusal = "";
      commit = tokens.next();
      sentValue = value;
      sentLease = lease();
      String key = Keys.host(self.name());
      out.accept(
          new StoreEffect.Commit(
              commit,
              new Txn(
                  List.of(Compare.modified(key, seen.map(Entry::modified).orElse(0L))),
                  List.of(Write.put(key, sentValue, sentLease))),
              "host " + self.name() + " announces itself"));
    }
  }

  /**
   * What is on no lease was put by hand: no living machine stands behind it. It is deleted and not
   * put over, so that the new key has a create revision of its own.
   */
  private void clear(Entry entry, Consumer<Effect> out) {
    commit = tokens.next();
    clearing = true;
    out.accept(
        new StoreEffect.Commit(
            commit,
            new Txn(
                List.of(Compare.modified(entry.key(), entry.modified())),
                List.of(Write.delete(entry.key()))),
            entry.key() + " was put by hand, without a lease"));
  }

  private void committed(Outcome outcome, Now now) {
    boolean cleared = clearing;
    clearing = false;
    if (outcome.kind() == Outcome.Kind.APPLIED && cleared) {
      committed = outcome.revision();
      seen = Optional.empty();
    } else if (outcome.kind() == Outcome.Kind.APPLIED) {
      committed = outcome.revision();
      mine = true;
      long created = seen.map(Entry::created).orElse(committed);
      seen =
          Optional.of(new Entry(Keys.host(self.name()), sentValue, created, committed, sentLease));
    } else {
      looked = false;
      notBefore = now.after(RETRY);
    }
  }

  private void refuse(Entry entry, Consumer<Effect> out) {
    String why = "hostname " + self.name() + " is held by another machine" + describe(entry);
    if (!why.equals(refusal)) {
      refusal = why;
      out.accept(
          Tell.error(why + "; give this one another name, or end that one. Nothing is touched."));
    }
  }

  private String describe(Entry entry) {
    try {
      Host host = HostCodec.read(self.name(), entry.value());
      return ", id " + host.id() + " at " + host.address();
    } catch (BadInput e) {
      return ", whose value does not parse: " + e.getMessage();
    }
  }

  private boolean isMine(Entry entry) {
    try {
      return HostCodec.read(self.name(), entry.value()).id().equals(self.id());
    } catch (BadInput e) {
      return false;
    }
  }
}
