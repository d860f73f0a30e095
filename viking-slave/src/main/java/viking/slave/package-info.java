/**
 * The slave: follows its own assignments, keeps its containers true to them, and tells what it has.
 */
package viking.slave;
