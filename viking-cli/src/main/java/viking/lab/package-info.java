/**
 * The lab: several hosts on one Linux machine, for demos and system tests. Each member (a host, or
 * a member of etcd) has a network namespace of its own, linked to one bridge; a host's dockerd and
 * host process run in its namespace. What there is, is asked of the kernel; the one thing that is
 * written down is the {@link viking.lab.Roster}, before anything of it is made.
 */
package viking.lab;
