package viking.slave.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import viking.core.actor.Effect;
import viking.core.actor.StoreEffect;
import viking.core.actor.StoreEvent;
import viking.core.actor.Tokens;
import viking.core.actor.testing.ManualClock;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.store.testing.EtcdModel;
import viking.slave.testing.Examples;
import viking.slave.testing.Hand;

/** The registration of {@code h1} over a store that answers when it is told to. */
abstract class RegistrationScene {
  static final Host H1 = Examples.host("h1");
  static final String KEY = Keys.host("h1");
  static final Duration TTL = Duration.ofSeconds(3);
  static final Duration RETRY = Duration.ofMillis(300);

  final EtcdModel etcd = new EtcdModel();
  final Hand hand = new Hand(etcd);
  final ManualClock clock = new ManualClock();
  final Tokens tokens = new Tokens(0);
  Registration registration = new Registration(tokens, H1, TTL, 0);

  void register() {
    look();
    perform(only(StoreEffect.Grant.class, step()));
    perform(only(StoreEffect.Commit.class, step()));
    assertTrue(registration.registered());
  }

  /** Another machine of that name; the lease that it lives on. */
  long rival(String value) {
    long lease = etcd.grant(clock.now().nanos(), Duration.ofHours(1)).lease();
    hand.put(KEY, value, lease);
    return lease;
  }

  void look() {
    registration.looked(etcd.find(KEY), etcd.revision());
  }

  List<Effect> step() {
    return effects(true);
  }

  List<Effect> effects(boolean believed) {
    List<Effect> out = new ArrayList<>();
    registration.step(clock.now(), believed, out::add);
    return out;
  }

  void perform(StoreEffect effect) {
    take(answer(effect));
  }

  void take(StoreEvent event) {
    assertTrue(registration.take(event, clock.now()));
  }

  StoreEvent answer(StoreEffect effect) {
    if (effect instanceof StoreEffect.Commit commit) {
      return new StoreEvent.Committed(commit.token(), etcd.commit(commit.txn()));
    }
    long now = clock.now().nanos();
    return new StoreEvent.LeaseTold(
        effect.token(),
        effect instanceof StoreEffect.Grant grant
            ? etcd.grant(now, grant.ttl())
            : etcd.keepAlive(now, ((StoreEffect.KeepAlive) effect).lease()));
  }

  static <T extends Effect> T only(Class<T> kind, List<Effect> effects) {
    List<T> found = effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    assertEquals(1, found.size(), effects.toString());
    return found.get(0);
  }
}
