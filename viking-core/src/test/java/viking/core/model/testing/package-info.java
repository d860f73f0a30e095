/** What tests of any room draw from: names, jobs and other values, random but by seed. */
package viking.core.model.testing;
