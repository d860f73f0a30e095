/**
 * Env and secrets of stacks: a change writes its keys and, where the stack is deployed and has use
 * for it, a new release, in one transaction. Values of secrets are sealed here and never told.
 */
package viking.api.setting;
