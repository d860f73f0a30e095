/** The lab, made on this machine with a stand-in for viking's host process. */
package viking.lab;
