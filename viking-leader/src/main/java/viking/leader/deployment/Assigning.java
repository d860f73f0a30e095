package viking.leader.deployment;

import java.util.Optional;
import viking.core.codec.PinCodec;
import viking.core.key.Keys;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.SlotId;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.state.Versioned;
import viking.core.store.Compare;

/**
 * Gives a job to a host: {@code /run}, {@code /deploy}, and with a volume {@code /fixed}. While the
 * job's value stays, its status changes with every assignment and is not deleted: so that comparing
 * it keeps an assignment that arrives twice from landing twice, even when the first has come and
 * gone in between.
 */
public final class Assigning {
  private static final PinCodec PINS = new PinCodec();

  private Assigning() {}

  public static Step step(
      JobFacts facts, boolean pinned, Host host, ClusterState state, String why) {
    JobId id = facts.id();
    StepBuilder step =
        StepBuilder.about(facts)
            .put(Keys.run(id), host.name(), facts.run().map(Versioned::modified).orElse(0L))
            .put(Keys.deploy(host.name(), id), "", 0)
            .when(Compare.modified(Keys.status(id), facts.statusRevision()));
    if (pinned) {
      pin(step, id, host, state);
    }
    return step.assigning(host.name(), id + " goes to " + host.name() + ": " + why);
  }

  /**
   * Every assignment of a slot puts its pin anew and compares it, so that of two assignments of one
   * slot, whatever their tags, only one can land; and no earlier one may still be there.
   */
  private static void pin(StepBuilder step, JobId id, Host host, ClusterState state) {
    SlotId slot = id.slotId();
    Optional<Versioned<Pin>> pin = state.pin(slot);
    step.put(
        Keys.fixed(slot),
        PINS.write(pin.map(Versioned::value).orElse(new Pin(host.name(), host.id(), false))),
        pin.map(Versioned::modified).orElse(0L));
    for (JobId other : state.jobsOf(slot)) {
      if (!other.equals(id)) {
        step.when(Compare.absent(Keys.deploy(host.name(), other)));
      }
    }
  }
}
