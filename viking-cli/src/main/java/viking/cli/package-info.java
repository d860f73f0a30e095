/** The command line: one command a file, rendering in one place. */
package viking.cli;
