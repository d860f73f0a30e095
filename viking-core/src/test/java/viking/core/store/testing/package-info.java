/**
 * Stores for tests: a model of etcd for the simulation, the same behind a thread, and a real etcd
 * member that a test may kill, pause, wipe and restore.
 */
package viking.core.store.testing;
