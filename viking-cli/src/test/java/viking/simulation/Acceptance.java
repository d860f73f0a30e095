package viking.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RouteCodec;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.Domain;
import viking.core.model.Node;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Route;
import viking.core.store.Compare;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** The one transaction that makes a release the stack's, and the one that removes a stack. */
final class Acceptance {
  private static final int KEPT = 50;
  private static final ReleaseCodec RELEASES = new ReleaseCodec();
  private static final RouteCodec ROUTES = new RouteCodec();

  private final EtcdModel store;
  private final List<Compare> compares = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();

  private Acceptance(EtcdModel store) {
    this.store = store;
  }

  static Optional<Release> current(EtcdModel store, String stack) {
    return store.find(Keys.stack(stack)).map(entry -> RELEASES.read(entry.value()));
  }

  /** The releases that are kept, by number. */
  static Map<Integer, Release> history(EtcdModel store, String stack) {
    Map<Integer, Release> all = new TreeMap<>();
    for (Entry entry : entries(store, Keys.ofStack(KeySpace.RELEASE, stack))) {
      all.put(Key.parse(entry.key()).number(), RELEASES.read(entry.value()));
    }
    return all;
  }

  /** Nothing where a domain is somebody else's. */
  static Optional<Txn> of(EtcdModel store, Release release) {
    Acceptance txn = new Acceptance(store);
    String stack = release.name();
    Optional<Release> before = current(store, stack);
    String text = RELEASES.write(release);
    txn.put(Keys.stack(stack), text);
    txn.put(Keys.release(stack, release.number()), text);
    boolean free = txn.claim(release);
    before.ifPresent(former -> txn.drop(former, release));
    history(store, stack).keySet().stream()
        .filter(number -> number <= release.number() - KEPT)
        .forEach(number -> txn.delete(Keys.release(stack, number)));
    return free ? Optional.of(new Txn(txn.compares, txn.writes)) : Optional.empty();
  }

  static Txn removal(EtcdModel store, String stack) {
    Acceptance txn = new Acceptance(store);
    txn.delete(Keys.stack(stack));
    for (KeySpace space : List.of(KeySpace.RELEASE, KeySpace.SCALE, KeySpace.ENV)) {
      entries(store, Keys.ofStack(space, stack)).forEach(entry -> txn.delete(entry.key()));
    }
    routes(store, stack).keySet().forEach(domain -> txn.delete(Keys.route(domain)));
    return new Txn(txn.compares, txn.writes);
  }

  /** The domains that a stack owns, and the nodes that serve them. */
  static Map<String, String> routes(EtcdModel store, String stack) {
    Map<String, String> owned = new TreeMap<>();
    for (Entry entry : entries(store, KeySpace.ROUTE.prefix())) {
      Route route = ROUTES.read(entry.value());
      if (route.stack().equals(stack)) {
        owned.put(entry.key().substring(KeySpace.ROUTE.prefix().length()), route.node());
      }
    }
    return owned;
  }

  private boolean claim(Release release) {
    String stack = release.name();
    Map<String, String> claims = new TreeMap<>();
    boolean free = true;
    for (Map.Entry<String, Node> node : release.stack().nodes().entrySet()) {
      for (Domain domain : node.getValue().domains()) {
        Route route = new Route(stack, node.getKey(), OptionalInt.empty());
        Optional<Route> owner =
            store.find(Keys.route(domain.name())).map(entry -> ROUTES.read(entry.value()));
        free &= owner.filter(other -> !other.stack().equals(stack)).isEmpty();
        free &= claims.put(domain.name(), ROUTES.write(route)) == null;
      }
    }
    claims.forEach((domain, route) -> put(Keys.route(domain), route));
    routes(store, stack).keySet().stream()
        .filter(domain -> !claims.containsKey(domain))
        .forEach(domain -> delete(Keys.route(domain)));
    return free;
  }

  /** What overrode the scale of a file that says another one now. */
  private void drop(Release former, Release release) {
    for (Map.Entry<String, Node> each : release.stack().nodes().entrySet()) {
      Node before = former.stack().nodes().get(each.getKey());
      String key = Keys.scale(new NodeId(release.name(), each.getKey()));
      boolean changed = before == null || before.scale() != each.getValue().scale();
      if (changed && store.find(key).isPresent()) {
        delete(key);
      }
    }
  }

  private void put(String key, String value) {
    compares.add(asSeen(key));
    writes.add(Write.put(key, value));
  }

  private void delete(String key) {
    compares.add(asSeen(key));
    writes.add(Write.delete(key));
  }

  private Compare asSeen(String key) {
    return Compare.modified(key, store.find(key).map(Entry::modified).orElse(0L));
  }

  private static List<Entry> entries(EtcdModel store, String prefix) {
    return store.read(List.of(Range.prefix(prefix))).entries();
  }
}
