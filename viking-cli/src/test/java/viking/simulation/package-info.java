/**
 * A whole cluster in one thread, from one seed: leaders, slaves, engines, people and a store with
 * etcd's semantics. Every transaction, answer, event and crash is a step of its own.
 */
package viking.simulation;
