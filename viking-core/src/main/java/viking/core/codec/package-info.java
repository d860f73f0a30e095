/**
 * The JSON of the keys' values. What people write is read strictly, with the culprit named; what
 * other versions of viking write is read leniently, ignoring fields from the future.
 */
package viking.core.codec;
