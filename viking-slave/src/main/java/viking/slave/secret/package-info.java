/**
 * What containers are given of their stack's secrets: read from {@code /secret}, opened on this
 * host alone, kept in its memory and never on a disk. Writes no key.
 */
package viking.slave.secret;
