/** What is decided of stacks, without any store. */
package viking.api.stack;
