package viking.core.key;

import java.util.List;
import viking.core.model.Endpoint;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.SlotId;

/** Spells the keys that viking writes and the prefixes that it follows. */
public final class Keys {
  private Keys() {}

  public static String cluster() {
    return spell(KeySpace.CLUSTER);
  }

  public static String leader() {
    return spell(KeySpace.LEADER);
  }

  public static String host(String hostname) {
    return spell(KeySpace.HOST, hostname);
  }

  public static String cordon(String hostname) {
    return spell(KeySpace.CORDON, hostname);
  }

  public static String proc(JobId job) {
    return spell(KeySpace.PROC, job.stack(), job.node(), job.tag());
  }

  public static String run(JobId job) {
    return spell(KeySpace.RUN, job.stack(), job.node(), job.tag());
  }

  public static String status(JobId job) {
    return spell(KeySpace.STATUS, job.stack(), job.node(), job.tag());
  }

  public static String deploy(String hostname, JobId job) {
    return spell(KeySpace.DEPLOY, hostname, job.stack(), job.node(), job.tag());
  }

  public static String counter(String hostname, JobId job) {
    return spell(KeySpace.COUNTER, hostname, job.stack(), job.node(), job.tag());
  }

  public static String fixed(SlotId slot) {
    return spell(KeySpace.FIXED, slot.stack(), slot.node(), slot.slot());
  }

  public static String ports(Endpoint endpoint) {
    return spell(
        KeySpace.PORTS,
        endpoint.job().stack(),
        endpoint.job().node(),
        Integer.toString(endpoint.port()),
        endpoint.protocol().toString(),
        endpoint.address(),
        Integer.toString(endpoint.hostPort()),
        endpoint.job().toString());
  }

  /** What all assignments of a host begin with. */
  public static String deploysOf(String hostname) {
    return spell(KeySpace.DEPLOY, hostname) + "/";
  }

  /** What all counters of a host begin with. */
  public static String countersOf(String hostname) {
    return spell(KeySpace.COUNTER, hostname) + "/";
  }

  /** What all endpoints of a node begin with. */
  public static String portsOf(NodeId node) {
    return spell(KeySpace.PORTS, node.stack(), node.node()) + "/";
  }

  /** What every key of viking begins with. */
  public static String everything() {
    return "/";
  }

  private static String spell(KeySpace space, String... segments) {
    return segments.length == 0
        ? "/" + space.word()
        : "/" + space.word() + "/" + String.join("/", List.of(segments));
  }
}
