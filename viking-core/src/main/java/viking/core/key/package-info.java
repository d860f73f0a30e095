/** The only place that spells a key: every key space's format, grammar and writer, in one table. */
package viking.core.key;
