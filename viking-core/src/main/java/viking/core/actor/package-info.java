/**
 * The shell around the actors. An actor decides in passes, without I/O, clock or randomness; the
 * shell delivers what arrives, performs what a pass returns and brings every result back.
 */
package viking.core.actor;
