package viking.core.key;

import java.util.List;
import viking.core.model.Endpoint;
import viking.core.model.ImageRef;
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

  public static String stack(String stack) {
    return spell(KeySpace.STACK, stack);
  }

  public static String release(String stack, int number) {
    return spell(KeySpace.RELEASE, stack, Integer.toString(number));
  }

  public static String rollout(String stack) {
    return spell(KeySpace.ROLLOUT, stack);
  }

  public static String scale(NodeId node) {
    return spell(KeySpace.SCALE, node.stack(), node.node());
  }

  public static String env(String stack, String name) {
    return spell(KeySpace.ENV, stack, name);
  }

  public static String secret(String stack, String name) {
    return spell(KeySpace.SECRET, stack, name);
  }

  public static String image(ImageRef image) {
    return spell(KeySpace.IMAGE, image.stack(), image.image(), image.tag());
  }

  public static String route(String domain) {
    return spell(KeySpace.ROUTE, domain);
  }

  public static String cron(NodeId node) {
    return spell(KeySpace.CRON, node.stack(), node.node());
  }

  /** What the keys of a stack begin with, in a key space whose second word is a stack. */
  public static String ofStack(KeySpace space, String stack) {
    return spell(space, stack) + "/";
  }

  /** What all assignments of a host begin with. */
  public static String deploysOf(String hostname) {
    return spell(KeySpace.DEPLOY, hostname) + "/";
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
