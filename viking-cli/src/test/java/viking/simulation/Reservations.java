package viking.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import viking.core.codec.HostCodec;
import viking.core.codec.JobCodec;
import viking.core.codec.StatusCodec;
import viking.core.key.Key;
import viking.core.key.Keys;
import viking.core.model.BadInput;
import viking.core.model.Host;
import viking.core.model.HostPort;
import viking.core.model.Job;
import viking.core.model.Resources;
import viking.core.store.Write;
import viking.core.store.testing.EtcdModel;

/** What hosts are given, by what stands under {@code /deploy}. */
final class Reservations {
  /** What one job was assigned, counted against its host until the assignment is gone. */
  private record Taken(String hostname, Job value) {}

  private final Map<String, Taken> taken = new HashMap<>();

  void clear() {
    taken.clear();
  }

  /** No host is given more than it has, counting what is still stopping there. */
  void look(Write write, EtcdModel after) {
    Key key = Key.parse(write.key());
    if (write.kind() == Write.Kind.DELETE) {
      taken.remove(write.key());
    } else if (after.find(write.key()).orElseThrow().created() == after.revision()) {
      Job value = new JobCodec().read(after.find(Keys.proc(key.job())).orElseThrow().value());
      taken.put(write.key(), new Taken(key.hostname(), value));
      after
          .find(Keys.host(key.hostname()))
          .flatMap(entry -> readable(key.hostname(), entry.value()))
          .ifPresent(host -> check(host, after));
    }
  }

  /** Where a hand has just been, the leader goes by what was there before. */
  private static Optional<Host> readable(String name, String value) {
    try {
      return Optional.of(HostCodec.read(name, value));
    } catch (BadInput e) {
      return Optional.empty();
    }
  }

  private void check(Host host, EtcdModel after) {
    Resources used = Resources.NONE;
    Set<HostPort> ports = new HashSet<>();
    for (Map.Entry<String, Taken> each : taken.entrySet()) {
      if (!each.getValue().hostname().equals(host.name()) || ended(each.getKey(), after)) {
        continue;
      }
      used = used.plus(each.getValue().value().resources());
      for (HostPort port : each.getValue().value().hostPorts()) {
        if (!ports.add(port)) {
          throw new Broken("host port " + port + " of " + host.name() + " is assigned twice");
        }
      }
    }
    if (!used.fitsIn(host.capacity())) {
      throw new Broken(host.name() + " is assigned more than it has: " + used);
    }
  }

  private static boolean ended(String deploy, EtcdModel after) {
    return after
        .find(Keys.status(Key.parse(deploy).job()))
        .map(entry -> new StatusCodec().read(entry.value()))
        .filter(s -> s.state().isFinal())
        .filter(s -> after.find(deploy).filter(d -> d.created() == s.assignment()).isPresent())
        .isPresent();
  }
}
