/**
 * What is to run of each stack: brings {@code /proc} to what {@code /stack} and {@code /scale}
 * want, node by node and slot by slot, never with fewer ready instances than allowed. Writes {@code
 * /proc} with {@code "by":"schedule"}, {@code /rollout}, {@code /cron}, and for a rollback {@code
 * /stack}, {@code /release}, {@code /route} and {@code /scale}. Each {@link StackPlanner} is one
 * concern of it; all are pure.
 */
package viking.leader.schedule;
