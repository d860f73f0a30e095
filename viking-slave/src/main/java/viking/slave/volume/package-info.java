/** The names of the volumes that viking makes, and how those that nobody needs any more go. */
package viking.slave.volume;
