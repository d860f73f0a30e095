/**
 * The HTTP API of a host process: what etcd holds, put together for people and programs, and what
 * they may order. Writes {@code /cordon}, and takes {@code /fixed} away when a volume is released.
 */
package viking.api;
