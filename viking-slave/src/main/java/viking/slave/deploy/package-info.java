/**
 * From assignments and containers to actions, each with its reason. Writes the container's name
 * into {@code /deploy}, and {@code /status}, {@code /counter}, {@code /ports}, the {@code made} of
 * {@code /fixed}; deletes them with the job.
 */
package viking.slave.deploy;
