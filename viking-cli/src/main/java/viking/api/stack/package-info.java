/**
 * Stacks: their releases are accepted here, each in one transaction over {@code /stack}, {@code
 * /release}, {@code /route} and {@code /scale}; what becomes of them is the schedule's.
 */
package viking.api.stack;
