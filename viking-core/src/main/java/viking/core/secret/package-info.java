/** Secrets at rest: what {@code /secret} holds, and the key to it, which never leaves the hosts. */
package viking.core.secret;
