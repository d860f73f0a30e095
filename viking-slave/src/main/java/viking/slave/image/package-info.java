/**
 * The imagebank: images made or found by one host and brought to the others without a registry.
 * {@code ImageBank} fetches what an engine lacks from hosts that hold it, {@code Catalogue} keeps
 * {@code /image}, {@code Sweeper} takes away what nobody needs any more.
 */
package viking.slave.image;
