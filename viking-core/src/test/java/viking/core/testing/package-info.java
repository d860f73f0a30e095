/** What tests of every module share: fakes, clocks, and the tools a test asks the machine for. */
package viking.core.testing;
