/**
 * Images in the API: those of the cluster, those of this host for other hosts, logins at
 * registries. Takes {@code /image} keys away by order, and writes the logins below {@code
 * /secret/viking}.
 */
package viking.api.image;
