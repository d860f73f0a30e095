package viking.core.store;

/** A key with its value and what etcd knows of it; {@code lease} is 0 where it has none. */
public record Entry(String key, String value, long created, long modified, long lease) {}
