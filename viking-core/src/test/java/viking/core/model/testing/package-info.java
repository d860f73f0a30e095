/** What tests of any room draw from: names, jobs and other values, random but by seed, or plain. */
package viking.core.model.testing;
