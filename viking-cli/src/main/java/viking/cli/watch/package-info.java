/**
 * How a stack comes about, for those who wait for it: a picture that is redrawn on a terminal, or
 * lines where there is none. What is shown follows from what the API said alone.
 */
package viking.cli.watch;
