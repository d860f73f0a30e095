/**
 * The host process: puts slave, leader and API together on one machine, and takes them apart in
 * good order. Decides nothing and writes no key by itself.
 */
package viking.host;
