/**
 * Stack files: YAML to a {@code Stack}, or all that is wrong with it, each with file, line, column
 * and a way out. What stands next to the file is looked at, never changed.
 */
package viking.core.stackfile;
