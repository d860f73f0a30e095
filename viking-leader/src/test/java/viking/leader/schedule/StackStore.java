package viking.leader.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.codec.ReleaseCodec;
import viking.core.codec.RolloutCodec;
import viking.core.codec.StackCodec;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.NodeId;
import viking.core.model.Release;
import viking.core.model.Release.Cause;
import viking.core.model.Rollout;
import viking.core.model.Stack;
import viking.core.model.testing.Plain;
import viking.core.store.Entry;
import viking.leader.testing.Hand;
import viking.leader.testing.Scene;

/** A store that knows one stack: what hands can write of it, and what there is to be seen. */
abstract class StackStore {
  static final String STACK = "ragnar";

  final Scene scene = new Scene();
  final Hand hand = scene.hand();

  Hand hand() {
    return hand;
  }

  Scene scene() {
    return scene;
  }

  /** A stack file's nodes, in JSON with ' for ". */
  static Stack stack(String nodes) {
    String json = "{'name':'" + STACK + "','deploy':{" + nodes + "}}";
    return new StackCodec().read(json.replace('\'', '"'));
  }

  static Release release(int number, Cause cause, String nodes) {
    return Plain.release(stack(nodes), number).repeated(number, cause, 0, "alice", "");
  }

  /** The current release once more, with an order to restart a node. */
  Release restarted(int number, String node) {
    return current()
        .repeated(number, Cause.RESTART, 0, "alice", "")
        .withRestarts(Map.of(node, number));
  }

  static JobId id(String nodeAndTag) {
    return JobId.parse(STACK + "." + nodeAndTag);
  }

  /** The tags of a node's jobs that are to run. */
  List<String> tags(String node) {
    List<String> tags = new ArrayList<>();
    for (JobId id : new TreeSet<>(scene.state().jobsOf(new NodeId(STACK, node)))) {
      if (scene.facts(id).proc().isPresent()) {
        tags.add(id.tag());
      }
    }
    return tags;
  }

  void place(String job, String host) {
    if (scene.facts(id(job)).deploys().isEmpty()) {
      hand.assign(id(job), host);
    }
  }

  Optional<Rollout> rollout() {
    return scene.etcd().find(Keys.rollout(STACK)).map(Entry::value).map(new RolloutCodec()::read);
  }

  Release current() {
    return new ReleaseCodec().read(scene.etcd().find(Keys.stack(STACK)).orElseThrow().value());
  }

  String phase() {
    return rollout().map(r -> r.release() + " " + r.phase()).orElse("none");
  }

  /** Who owns each domain. */
  Map<String, String> routes() {
    Map<String, String> owners = new TreeMap<>();
    for (String stack : List.of(STACK, "other")) {
      scene.state().routesOf(stack).forEach(domain -> owners.put(domain, stack));
    }
    return owners;
  }

  /** What the outlook says of each node, by name. */
  Map<String, NodeOutlook> outlook() {
    Map<String, NodeOutlook> nodes = new LinkedHashMap<>();
    Outlook.of(scene.state(), STACK).forEach(node -> nodes.put(node.node(), node));
    return nodes;
  }
}
