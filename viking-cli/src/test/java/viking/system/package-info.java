/** Whole clusters: real host processes, engines and etcd in a lab, and what users see of them. */
package viking.system;
