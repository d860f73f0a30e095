/** How answers look on a screen: tables, times, sizes, colours. */
package viking.cli.text;
