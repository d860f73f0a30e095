/**
 * Following key ranges for as long as a process lives: one listing, then a watch, and a new listing
 * whenever the watch ends, falls silent or the store turns out to be another one.
 */
package viking.core.follow;
