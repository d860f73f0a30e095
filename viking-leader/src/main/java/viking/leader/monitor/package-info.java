/**
 * What fails or finds no place, and what is said about it. Writes {@code /status} of jobs that no
 * slave holds.
 */
package viking.leader.monitor;
