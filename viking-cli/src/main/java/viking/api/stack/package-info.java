/**
 * Stacks: their releases are accepted here, each in one transaction over {@code /stack}, {@code
 * /release}, {@code /route} and {@code /scale}; what becomes of them is the schedule's. A stack
 * that is removed loses its settings here, too, and a job that is killed its {@code /proc}.
 */
package viking.api.stack;
