/**
 * Which jobs need a place. Reads {@code /proc}, asks dowding, and hands the plan to deployment;
 * what finds no place waits here until room may have come.
 */
package viking.leader.dispatch;
