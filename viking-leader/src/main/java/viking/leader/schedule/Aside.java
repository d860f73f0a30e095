package viking.leader.schedule;

import java.util.Optional;
import viking.leader.schedule.NodeOutlook.Kind;

/** A node that a release does not roll: a website, or one that runs by the clock. */
record Aside(String node, Kind kind) implements NodeWork {
  @Override
  public boolean done() {
    return true;
  }

  @Override
  public int progress() {
    return 0;
  }

  @Override
  public boolean rolling() {
    return false;
  }

  @Override
  public boolean settling() {
    return false;
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.empty();
  }

  @Override
  public Failure late() {
    throw new IllegalStateException(node + " is never late");
  }

  @Override
  public String plan(Course course, StackPlan plan) {
    return "";
  }

  @Override
  public NodeOutlook outlook(String why) {
    return new NodeOutlook(node, kind, 0, 0, 0, true, why);
  }
}
