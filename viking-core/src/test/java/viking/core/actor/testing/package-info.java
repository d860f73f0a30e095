/** What an actor meets in a test: a clock that stands still, and a line to an etcd in memory. */
package viking.core.actor.testing;
