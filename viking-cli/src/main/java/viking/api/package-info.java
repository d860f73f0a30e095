/**
 * The HTTP API of a host process: what etcd holds, put together for people and programs, and what
 * they may order. Writes {@code /cordon}, puts {@code /proc} of what is retried and {@code
 * /cluster} when a store is accepted, and takes {@code /fixed} away when a volume is released or
 * its data deleted.
 */
package viking.api;
