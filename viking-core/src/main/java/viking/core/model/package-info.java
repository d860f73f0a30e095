/** What viking talks about: jobs, hosts, statuses. Records without I/O that refuse bad content. */
package viking.core.model;
