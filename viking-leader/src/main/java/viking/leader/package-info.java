/**
 * The leader: follows everything, campaigns, and while it leads lets the stages decide. State flows
 * from {@code /proc} by way of dispatch and dowding to {@code /run} and {@code /deploy}.
 */
package viking.leader;
