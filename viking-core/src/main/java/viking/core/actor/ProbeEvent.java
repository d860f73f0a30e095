package viking.core.actor;

/** Whether the connection was refused, which only a live machine without the process does. */
public record ProbeEvent(long token, boolean refused) implements Event {}
