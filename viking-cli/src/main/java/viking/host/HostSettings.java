package viking.host;

import com.google.common.collect.ImmutableSortedSet;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import viking.core.model.BadInput;
import viking.core.model.Grammar;
import viking.core.store.EtcdConfig;

/**
 * What a host process is told at its start.
 *
 * @param hostname its name in the cluster; without one the machine's own
 * @param external the address that others reach this host at; without one it is found out
 * @param slave never to lead
 * @param force to end first what an earlier instance left running
 * @param secretKeyFile the same on all hosts, as the token's is
 * @param runDir for what must not outlive a boot: secrets, in memory, in a folder named by the
 *     host's id
 * @param uploadLimit bytes, unpacked, that a deploy may send here
 * @param etcdQuota bytes that etcd's database may grow to
 */
public record HostSettings(
    Optional<String> hostname,
    Optional<String> external,
    EtcdConfig etcd,
    Set<String> tags,
    boolean slave,
    boolean force,
    Path dataDir,
    int port,
    Path tokenFile,
    Path secretKeyFile,
    Path runDir,
    Optional<URI> docker,
    long uploadLimit,
    long etcdQuota) {
  private static final long LEAST_UPLOAD = 1L << 20;
  private static final long LEAST_QUOTA = 16L << 20;

  public HostSettings {
    hostname.ifPresent(name -> Grammar.HOSTNAME.check("hostname", name));
    external.ifPresent(HostSettings::checkExternal);
    tags.forEach(tag -> Grammar.TAG.check("tag", tag));
    tags = ImmutableSortedSet.copyOf(tags);
    Grammar.PORT.check("port", Integer.toString(port));
    if (etcdQuota < LEAST_QUOTA) {
      throw new BadInput("etcd-quota is less than 16m: no cluster fits in that");
    }
    if (uploadLimit < LEAST_UPLOAD) {
      throw new BadInput("upload-limit is less than 1m: not even a stack file would fit");
    }
  }

  /** The name that is given, or else the machine's. */
  public String name() {
    return hostname.orElseGet(Machine::hostname);
  }

  private static void checkExternal(String address) {
    Grammar.ADDRESS.check("external", address);
    if (address.equals("0.0.0.0") || address.equals("::")) {
      throw new BadInput(
          "external '" + address + "' stands for every address: name the one that others use");
    }
  }
}
