package viking.leader.schedule;

import java.util.Optional;

/** A node of the release as it stands, and what is to be done about it. */
interface NodeWork {
  String node();

  /** Whether all of it is as wanted, and has been ready for long enough. */
  boolean done();

  /**
   * Whether all that keeps it from being done is that hosts are away which its jobs from before
   * this release belong to: neither this release nor another one can change that.
   */
  default boolean away() {
    return false;
  }

  /** How far it has come; grows. */
  int progress();

  /** Whether this release has begun to change it and is not through. */
  boolean rolling();

  /** Whether something is ready, and only has to stay so for a while. */
  boolean settling();

  /** Whether it runs what the release wants, and this release has not put it there. */
  boolean inPlace();

  /** What makes the release fail. */
  Optional<Failure> failure();

  /** What it is blamed for if the time is over. */
  Failure late();

  /** Adds what is to be done now; says why it is not done, or nothing if it is. */
  String plan(Course course, StackPlan plan);

  NodeOutlook outlook(String why);
}
