/**
 * Talks to the HTTP API of a host: finds address and token, asks, and tells in one line what went
 * wrong. Loads as few classes as it can, since every command waits for them.
 */
package viking.cli.client;
