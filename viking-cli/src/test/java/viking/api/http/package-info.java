/** Paths, tokens, ports, and clients that are not as they should be. */
package viking.api.http;
