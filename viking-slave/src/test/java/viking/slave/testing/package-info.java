/** What the slave's tests share: a clock, a store that answers at once, examples of jobs. */
package viking.slave.testing;
