package viking.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import viking.core.actor.testing.ManualClock;
import viking.core.codec.StatusCodec;
import viking.core.key.Keys;
import viking.core.model.JobId;
import viking.core.model.JobState;
import viking.core.model.Status;
import viking.core.store.Entry;
import viking.core.store.testing.EtcdModel;
import viking.leader.testing.Hand;
import viking.leader.testing.StepText;

/** Masters on one etcd and one clock; hands play the slaves. */
final class ClusterByHand {
  private static final StatusCodec STATUSES = new StatusCodec();

  private final EtcdModel etcd = new EtcdModel();
  private final ManualClock clock = new ManualClock();
  private final Hand hand = new Hand(etcd);
  private final List<Master> masters = new ArrayList<>();

  EtcdModel etcd() {
    return etcd;
  }

  ManualClock clock() {
    return clock;
  }

  Hand hand() {
    return hand;
  }

  Master master(String hostname) {
    return master(hostname, "");
  }

  /** One whose disk remembers a cluster. */
  Master master(String hostname, String remembered) {
    Master master = new Master(hostname, remembered, etcd, clock);
    masters.add(master);
    return master;
  }

  void settle() {
    boolean again = true;
    while (again) {
      again = false;
      for (Master master : masters) {
        again |= master.settle();
      }
    }
  }

  void pass(Duration time) {
    long end = clock.now().after(time);
    settle();
    while (!clock.now().reached(end)) {
      long next = end;
      for (Master master : masters) {
        next = Math.min(next, master.wakeAt());
      }
      OptionalLong expiry = etcd.nextExpiry();
      clock.passUntil(Math.min(next, expiry.orElse(end)));
      etcd.expire(clock.now().nanos());
      settle();
    }
  }

  Optional<String> value(String key) {
    return etcd.find(key).map(Entry::value);
  }

  /** Where the job is assigned, by the two keys that say so. */
  String assigned(JobId job) {
    String run = value(Keys.run(job)).orElse("nowhere");
    String deploy = value(Keys.deploy(run, job)).orElse("nothing");
    return run + "=" + (deploy.isEmpty() ? "''" : deploy);
  }

  String status(JobId job) {
    return value(Keys.status(job)).map(STATUSES::read).map(StepText::of).orElse("unknown");
  }

  Optional<Status> statusOf(JobId job) {
    return value(Keys.status(job)).map(STATUSES::read);
  }

  /** As the slave does when it has made the container. */
  void run(JobId job, String host) {
    hand.put(Keys.deploy(host, job), job.container());
    tell(job, host, JobState.RUNNING, 0);
  }

  void tell(JobId job, String host, JobState state, int runs) {
    hand.tell(job, assignment(job, host), host, state, runs);
    settle();
  }

  /** As the slave does when it has stopped and removed the container. */
  void finish(JobId job, String host) {
    if (etcd.find(Keys.status(job)).isPresent()) {
      hand.delete(Keys.status(job));
    }
    hand.delete(Keys.deploy(host, job));
    settle();
  }

  long assignment(JobId job, String host) {
    return etcd.find(Keys.deploy(host, job)).map(Entry::created).orElseThrow();
  }
}
