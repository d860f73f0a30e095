/** Whether a running container is fit to serve: a machine fed with checks and the time. */
package viking.slave.health;
