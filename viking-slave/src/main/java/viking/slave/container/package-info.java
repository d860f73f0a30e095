/**
 * Containers as the slave sees them and what it asks of the engine. An engine answers every effect
 * under its token and tells of changes it was not asked about.
 */
package viking.slave.container;
