/** The host process: what it is told, and how it starts and ends. */
package viking.host;
