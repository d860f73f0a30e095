/** What the leader's tests share: a clock, a store that answers at once, hands that write keys. */
package viking.leader.testing;
