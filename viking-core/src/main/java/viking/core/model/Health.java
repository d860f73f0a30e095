package viking.core.model;

/** What is known of a running container's fitness to serve. */
public enum Health {
  /** Nothing runs. */
  NONE,
  /** It runs and has not shown yet that it is ready. */
  STARTING,
  HEALTHY,
  UNHEALTHY
}
