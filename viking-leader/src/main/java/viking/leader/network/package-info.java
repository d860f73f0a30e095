/** The hosts: coming, going, and when one that has gone counts as lost. Reads {@code /host}. */
package viking.leader.network;
