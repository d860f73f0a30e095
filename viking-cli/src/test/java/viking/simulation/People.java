package viking.simulation;

import java.util.List;
import viking.core.key.Key;
import viking.core.key.KeySpace;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.store.Entry;
import viking.core.store.Range;
import viking.core.store.Txn;
import viking.core.store.Write;

/** The people who put and delete jobs and cordon hosts, with etcdctl. */
final class People {
  private final SimStore store;
  private final Chance chance;
  private final Trace trace;
  private final List<String> hostnames;
  private int version;

  People(SimStore store, Chance chance, Trace trace, List<String> hostnames) {
    this.store = store;
    this.chance = chance;
    this.trace = trace;
    this.hostnames = hostnames;
  }

  void doSomething() {
    if (store.away()) {
      return;
    }
    List<Entry> jobs = jobs();
    int what = chance.from(0, 9);
    if (what < 4 || jobs.isEmpty()) {
      for (int i = chance.from(1, 3); i > 0; i--) {
        putNew();
      }
    } else if (what < 6) {
      delete(chance.of(jobs).key());
    } else if (what < 8) {
      JobId id = Key.parse(chance.of(jobs).key()).job();
      put(id, value(id.node()));
    } else if (what == 8) {
      cordon(chance.of(hostnames), chance.in(2));
    } else if (chance.in(6)) {
      write(Write.put(Keys.host(chance.of(hostnames)), "nonsense"));
    } else {
      write(Write.delete(Keys.cordon(chance.of(hostnames))));
    }
  }

  void putNew() {
    String node =
        chance.of(
            List.of(
                "web", "web", "web", "big", "port", "db", "db", "ssd", "once", "fails", "crashy",
                "hang", "missing", "retry", "bad", "held"));
    put(new JobId("sim", node, (1 + version / 10) + "." + chance.from(1, 3)), value(node));
  }

  /** What would never come to rest goes; cordons are lifted, but for one at times. */
  void settle() {
    for (Entry entry : jobs()) {
      if (Key.parse(entry.key()).job().node().equals("crashy")) {
        delete(entry.key());
      }
    }
    liftCordons();
    if (hostnames.size() > 2 && chance.in(3)) {
      cordon(chance.of(hostnames), true);
    }
  }

  void liftCordons() {
    hostnames.forEach(host -> write(Write.delete(Keys.cordon(host))));
  }

  private void cordon(String host, boolean drain) {
    write(Write.put(Keys.cordon(host), "{\"drain\":" + drain + ",\"reason\":\"a new disk\"}"));
  }

  List<Entry> jobs() {
    String mine = Keys.ofStack(KeySpace.PROC, "sim");
    return store.model().read(List.of(Range.prefix(mine))).entries();
  }

  private void put(JobId id, String value) {
    write(Write.put(Keys.proc(id), value));
  }

  private void delete(String key) {
    write(Write.delete(key));
  }

  private void write(Write write) {
    trace.tell("people", write.kind() + " " + write.key() + " " + write.value());
    store.commits().byHand(new Txn(List.of(), List.of(write)));
  }

  private String value(String node) {
    String env =
        ",\"env\":{\"V\":\"" + ++version + "\"},\"stop\":{\"drain\":\"2s\",\"grace\":\"3s\"}}";
    return switch (node) {
      case "web" -> "{\"image\":\"web\",\"expose\":[80]" + env;
      case "big" -> "{\"image\":\"web\",\"resources\":{\"cpu\":\"1.5\",\"memory\":\"1500m\"}" + env;
      case "port" -> "{\"image\":\"web\",\"expose\":[\"8080:80\"]" + env;
      case "db" ->
          "{\"image\":\"web\",\"volume\":[\"/data\"],\"expose\":[5432],\"secrets\":[\"A\"]" + env;
      case "held" ->
          "{\"image\":\"hang\",\"volume\":[\"/data\",\"/more\"],\"resources\":{\"memory\":\"1g\"}"
              + env;
      case "ssd" ->
          "{\"image\":\"web\",\"filter\":[\"ssd\",\"fast:flexible\"],\"secrets\":[\"A\",\"B:env\"]"
              + env;
      case "once" -> "{\"image\":\"once\",\"restart\":\"never\",\"secrets\":[\"A\"]" + env;
      case "fails" -> "{\"image\":\"fails\",\"restart\":\"never\"" + env;
      case "retry" -> "{\"image\":\"fails\",\"restart\":\"never\",\"retries\":2" + env;
      case "bad" -> "{\"image\":\"web\",\"imgae\":1}";
      default -> "{\"image\":\"" + node + "\"" + env;
    };
  }
}
