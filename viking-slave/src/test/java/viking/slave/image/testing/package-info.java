/** Engines and hosts in memory, as far as images go, for tests of the imagebank and the builder. */
package viking.slave.image.testing;
