/**
 * Docker as the slave's engine. Calls run in lanes of few threads, each call with a deadline; what
 * takes its time, such as the end of a container, holds no thread. Knows docker-java; nobody else
 * does.
 */
package viking.slave.container.docker;
