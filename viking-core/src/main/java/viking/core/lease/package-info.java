/** Leases held for as long as a process lives. */
package viking.core.lease;
