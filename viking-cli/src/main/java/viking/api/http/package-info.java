/**
 * HTTP on one event loop: addresses, routes, the token, limits, errors as one line of JSON. Knows
 * nothing of clusters.
 */
package viking.api.http;
