/**
 * What viking asks of etcd, and nothing more: reading ranges at one revision, compared
 * transactions, watches, leases. {@code EtcdStore} is the only class that knows jetcd.
 */
package viking.core.store;
