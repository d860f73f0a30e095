package viking.leader.dispatch;

import com.google.common.collect.Sets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import viking.core.model.Cordon;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.state.ClusterState;
import viking.leader.dowding.Fleet;

/**
 * A fleet that is kept true to the state: hosts, why some of them take no new jobs, and what takes
 * room on them. The leader plans with one, and whoever explains makes one for the question.
 */
public final class Ledger {
  private final ClusterState state;
  private final Fleet fleet = new Fleet();
  private final Occupancy occupancy = new Occupancy(fleet);
  private final boolean hopeful;
  private String doubted = "";

  public Ledger(ClusterState state) {
    this(state, false);
  }

  private Ledger(ClusterState state, boolean hopeful) {
    this.state = state;
    this.hopeful = hopeful;
  }

  /** All that the state holds, and nothing that is being assigned. */
  public static Ledger of(ClusterState state) {
    return filled(new Ledger(state));
  }

  /**
   * The same, as though what is of unknown size took no room: tells what may be, where nothing else
   * than that size is in the way.
   */
  public static Ledger hopeful(ClusterState state) {
    return filled(new Ledger(state, true));
  }

  private static Ledger filled(Ledger ledger) {
    ledger.syncHosts();
    ledger.state.jobs().forEach(job -> ledger.sync(job, Optional.empty()));
    return ledger;
  }

  public Fleet fleet() {
    return fleet;
  }

  /** The jobs that take room somewhere, and those that the state knows. */
  public Set<JobId> jobs() {
    Set<JobId> jobs = new LinkedHashSet<>(occupancy.jobs());
    jobs.addAll(state.jobs());
    return jobs;
  }

  /** Brings all hosts up to date. */
  public void syncHosts() {
    Set<String> known = new HashSet<>(fleet.hostnames());
    known.addAll(state.hosts().keySet());
    known.forEach(this::syncHost);
  }

  public void syncHost(String name) {
    Optional<Host> host = state.host(name);
    host.ifPresentOrElse(known -> fleet.host(known, closed(name)), () -> fleet.remove(name));
  }

  /** Keeps new jobs from a host that may be dead, though the store still shows it. */
  public void doubt(String name) {
    doubted = name;
    syncHost(name);
  }

  /** Whether that host was in doubt, which it is no more. */
  public boolean trust(String name) {
    if (name.isEmpty() || !doubted.equals(name)) {
      return false;
    }
    doubted = "";
    syncHost(name);
    return true;
  }

  /** Brings one job's room up to date; whether room may have come. */
  public boolean sync(JobId job, Optional<String> assigning) {
    Set<String> closed = occupancy.hostsWithUnknown();
    boolean freed = occupancy.sync(job, state.job(job), assigning);
    Set<String> now = occupancy.hostsWithUnknown();
    if (!now.equals(closed)) {
      Sets.symmetricDifference(closed, now).forEach(this::syncHost);
    }
    return freed;
  }

  /** Why a host takes no new jobs, if it does not. */
  private Optional<String> closed(String name) {
    Optional<String> cordon =
        state
            .cordon(name)
            .map(Cordon::reason)
            .map(reason -> reason.isBlank() ? "cordoned" : "cordoned: " + reason);
    if (cordon.isEmpty() && state.host(name).filter(Host::restarting).isPresent()) {
      return Optional.of("restarting");
    }
    if (cordon.isEmpty() && doubted.equals(name)) {
      return Optional.of("it has just lost the lead, and may be dead");
    }
    return cordon.isEmpty() && !hopeful && occupancy.hostsWithUnknown().contains(name)
        ? Optional.of("something of unknown size is still being stopped there")
        : cordon;
  }
}
