/** The host itself: its identity, its memory on disk, and its {@code /host} on a lease. */
package viking.slave.host;
