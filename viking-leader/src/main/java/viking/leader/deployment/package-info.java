/**
 * Assigning and taking away: judges each job by what the key spaces say of it, and writes {@code
 * /run}, {@code /deploy} and {@code /fixed} in fenced, compared transactions.
 */
package viking.leader.deployment;
