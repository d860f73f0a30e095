/** The rules that keep the rooms apart; a violation fails the build and names the line. */
package viking.architecture;
