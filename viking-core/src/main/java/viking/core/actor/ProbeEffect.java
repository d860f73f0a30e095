package viking.core.actor;

/** Tries to connect to a host process; answered by {@link ProbeEvent}. */
public record ProbeEffect(long token, String address, String reason) implements Effect {}
