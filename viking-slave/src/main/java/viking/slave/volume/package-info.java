/** The names of the volumes that viking makes. */
package viking.slave.volume;
