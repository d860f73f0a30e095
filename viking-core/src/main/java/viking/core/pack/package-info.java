/**
 * Folders on their way to the builder: which files go, how they look in a tar, what names their
 * content; and of Dockerfiles, what they build upon.
 */
package viking.core.pack;
