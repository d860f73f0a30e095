/** Who leads: campaigning for {@code /leader} on a lease, and knowing in time that it is over. */
package viking.leader.election;
