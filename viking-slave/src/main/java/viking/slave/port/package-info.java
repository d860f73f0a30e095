/** The endpoints of ready containers, as {@code /ports} lists them. */
package viking.slave.port;
