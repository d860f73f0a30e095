package viking.lab;

/** What of a member is to be killed or paused. */
public enum Part {
  /** The host process of a host, the etcd of an etcd member. */
  PROCESS,
  /** A host's dockerd and its containerd; what its containers run lives on. */
  DOCKER,
  /** The whole machine: all its processes, those in containers too, and when killed, its power. */
  ALL
}
