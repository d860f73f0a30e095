/** Workshops over real engines, for tests that build. */
package viking.slave.build.testing;
