/** The API over real HTTP, and against a real etcd. */
package viking.api;
