/** When a cron line fires. Pure; the clock is the caller's. */
package viking.core.cron;
