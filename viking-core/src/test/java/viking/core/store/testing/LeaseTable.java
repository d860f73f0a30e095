package viking.core.store.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/** The leases, when each ends, and the keys that end with it. */
final class LeaseTable {
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  /** Never begins anew, so that a lease of a lost past cannot be taken for one of today. */
  private long last = 0x1000;

  private final Map<Long, Lease> leases = new HashMap<>();
  private final NavigableSet<Lease> byDeadline =
      new TreeSet<>(Comparator.comparingLong(Lease::deadline).thenComparingLong(Lease::id));

  Lease grant(long now, Duration ttl) {
    Duration whole = Duration.ofSeconds(ttl.plusNanos(999_999_999).toSeconds());
    Duration given = whole.compareTo(SHORTEST) < 0 ? SHORTEST : whole;
    return put(new Lease(++last, given, now + given.toNanos(), new TreeSet<>()));
  }

  /** Empty where it has ended, or would have if anyone had looked. */
  Optional<Lease> renew(long now, long id) {
    return find(id).filter(lease -> lease.deadline() > now).map(lease -> put(lease.from(now)));
  }

  void renewAll(long now) {
    for (Lease lease : List.copyOf(leases.values())) {
      put(lease.from(now));
    }
  }

  Optional<Lease> find(long id) {
    return Optional.ofNullable(leases.get(id));
  }

  Optional<Lease> remove(long id) {
    Optional<Lease> found = Optional.ofNullable(leases.remove(id));
    found.ifPresent(byDeadline::remove);
    return found;
  }

  Optional<Lease> firstEnded(long now) {
    return byDeadline.isEmpty() || byDeadline.first().deadline() > now
        ? Optional.empty()
        : Optional.of(byDeadline.first());
  }

  OptionalLong nextEnd() {
    return byDeadline.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(byDeadline.first().deadline());
  }

  void attach(long id, String key) {
    find(id).ifPresent(lease -> lease.keys().add(key));
  }

  void detach(long id, String key) {
    find(id).ifPresent(lease -> lease.keys().remove(key));
  }

  Map<Long, Duration> ttls() {
    Map<Long, Duration> ttls = new HashMap<>();
    leases.forEach((id, lease) -> ttls.put(id, lease.ttl()));
    return ttls;
  }

  void replace(long now, Map<Long, Duration> ttls) {
    leases.clear();
    byDeadline.clear();
    ttls.forEach((id, ttl) -> put(new Lease(id, ttl, now + ttl.toNanos(), new TreeSet<>())));
  }

  private Lease put(Lease lease) {
    remove(lease.id());
    leases.put(lease.id(), lease);
    byDeadline.add(lease);
    return lease;
  }

  /** One lease; the keys are those of all its renewals. */
  record Lease(long id, Duration ttl, long deadline, SortedSet<String> keys) {
    Lease from(long now) {
      return new Lease(id, ttl, now + ttl.toNanos(), keys);
    }
  }
}
