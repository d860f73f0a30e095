/** What a host and the command line are told from outside: a file, then the environment. */
package viking.core.config;
