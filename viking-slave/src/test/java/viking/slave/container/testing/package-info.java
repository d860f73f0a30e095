/** An engine without Docker: real code with the engine's semantics, time as an argument. */
package viking.slave.container.testing;
