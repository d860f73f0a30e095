package viking.slave.container.docker;

/** No engine answers; one may, later. */
public final class EngineAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineAway(DockerSettings settings, RuntimeException why) {
    super(
        "no Docker engine answers at "
            + settings.engine()
            + " ("
            + Complaint.of(why).words()
            + "): is dockerd running?",
        why);
  }
}
