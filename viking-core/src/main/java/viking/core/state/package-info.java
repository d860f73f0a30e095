/**
 * The in-memory image of the key spaces, indexed by job and host. It is fed by a follower and
 * writes nothing.
 */
package viking.core.state;
