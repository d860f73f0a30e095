/** Keys of every space, drawn at random by seed. */
package viking.core.key.testing;
