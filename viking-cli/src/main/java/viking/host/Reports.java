package viking.host;

import viking.api.Report;
import viking.leader.Leader;
import viking.slave.Slave;

/** What slave and leader said of themselves last; each writes its own half. */
final class Reports {
  private volatile OfSlave slave = new OfSlave("", 0, false, "has just started");
  private volatile OfLeader leader = new OfLeader(false, "");

  void of(Slave actor) {
    slave = new OfSlave(actor.cluster(), actor.revision(), actor.registered(), actor.problem());
  }

  void of(Leader actor) {
    leader = new OfLeader(actor.leads(), actor.problem());
  }

  Report report() {
    OfSlave ofSlave = slave;
    OfLeader ofLeader = leader;
    String problem = ofSlave.problem.isEmpty() ? ofLeader.problem : ofSlave.problem;
    return new Report(
        ofSlave.cluster, ofSlave.revision, ofSlave.registered, ofLeader.leads, problem);
  }

  /** Whether the slave goes by what the store says. */
  boolean believes() {
    OfSlave ofSlave = slave;
    return ofSlave.registered && ofSlave.problem.isEmpty();
  }

  private record OfSlave(String cluster, long revision, boolean registered, String problem) {}

  private record OfLeader(boolean leads, String problem) {}
}
