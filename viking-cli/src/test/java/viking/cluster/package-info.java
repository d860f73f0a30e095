/** Real actors in their shells on a real etcd; the engines alone are fakes. */
package viking.cluster;
