/**
 * Assigning and taking away: judges each job by what the key spaces say of it, and writes {@code
 * /run}, {@code /deploy} and {@code /fixed} in fenced, compared transactions; of what is rejected
 * or lost also {@code /status}, and what a host has left behind of it.
 */
package viking.leader.deployment;
