package viking.core.state;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import viking.core.model.JobId;
import viking.core.model.SlotId;

/** All that a state says, in words that can be compared: one line for each thing it knows of. */
final class StateImage {
  private final Map<String, String> lines = new TreeMap<>();

  private StateImage() {}

  /** Of every job and host that the state lists; of cordons and pins as far as they are named. */
  static Map<String, String> of(
      ClusterState state, Collection<String> hosts, Collection<SlotId> slots) {
    StateImage image = new StateImage();
    image.say("leader", state.leader());
    state.jobs().forEach(id -> image.say("job " + id, describe(state.job(id).orElseThrow())));
    state.hosts().forEach((name, host) -> image.say("host " + name, host));
    state
        .hostsWithJobs()
        .forEach(name -> image.say("on " + name, new TreeSet<>(state.deployedOn(name))));
    state.refused().forEach((key, problem) -> image.say("refused " + key, problem));
    for (String stack : state.stacks()) {
      image.say("stack " + stack, describe(state.stack(stack).orElseThrow()));
    }
    for (String host : hosts) {
      state.cordon(host).ifPresent(cordon -> image.say("cordon " + host, cordon));
    }
    for (SlotId slot : slots) {
      image.say("slot " + slot, state.jobsOf(slot));
      state.pin(slot).ifPresent(pin -> image.say("pin " + slot, pin));
    }
    return image.lines;
  }

  /** Of one job alone. */
  static String of(ClusterState state, JobId id) {
    return state.job(id).map(StateImage::describe).orElse("");
  }

  private void say(String what, Object value) {
    lines.put(what, String.valueOf(value));
  }

  private static String describe(StackFacts facts) {
    return String.join(
        "\n",
        facts.release() + " " + facts.stackRevision(),
        facts.rollout() + " " + facts.rolloutRevision(),
        facts.releases().toString(),
        facts.scales().toString(),
        facts.crons().toString());
  }

  private static String describe(JobFacts facts) {
    return String.join(
        "\n",
        facts.id().toString(),
        facts.proc().toString(),
        facts.run().toString(),
        facts.status() + " " + facts.statusRevision(),
        new TreeMap<>(facts.deploys()).toString(),
        new TreeMap<>(facts.counters()).toString(),
        new TreeMap<>(facts.ports()).toString(),
        facts.currentStatus() + " " + facts.runs() + " " + facts.ended());
  }
}
