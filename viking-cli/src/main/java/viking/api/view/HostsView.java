package viking.api.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import viking.core.model.Host;
import viking.core.model.Resources;
import viking.core.state.ClusterState;
import viking.core.state.JobFacts;
import viking.core.store.Entry;
import viking.leader.dispatch.Ledger;

/** The hosts, by name; lost ones too. */
public final class HostsView {
  private HostsView() {}

  /** All that are there, or that jobs are still assigned to. */
  public static Set<String> names(ClusterState state) {
    Set<String> names = new TreeSet<>(state.hosts().keySet());
    names.addAll(state.hostsWithJobs());
    return ImmutableSortedSet.copyOf(names);
  }

  public static void write(JsonGenerator out, ClusterState state) throws IOException {
    Ledger ledger = Ledger.of(state);
    String leader = state.leader().map(Entry::value).orElse("");
    out.writeStartObject();
    out.writeNumberField("revision", state.revision());
    out.writeStringField("leader", leader);
    out.writeArrayFieldStart("hosts");
    for (String name : names(state)) {
      out.writeStartObject();
      out.writeStringField("name", name);
      host(out, state.host(name));
      HostCondition condition = HostCondition.of(state, name).orElseThrow();
      out.writeStringField("state", condition.word());
      out.writeStringField("reason", condition.reason());
      out.writeBooleanField("leader", leader.equals(name));
      out.writeNumberField("jobs", jobs(state, name));
      Resources used = ledger.fleet().used(name);
      out.writeObjectFieldStart("reserved");
      out.writeNumberField("cpu", used.milliCpu());
      out.writeNumberField("memory", used.memory());
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /** What has ended for good lies there, but is no work any more. */
  private static long jobs(ClusterState state, String host) {
    return state.deployedOn(host).stream()
        .filter(job -> state.job(job).filter(JobFacts::ended).isEmpty())
        .count();
  }

  /** Of a lost one nothing is known but its name. */
  private static void host(JsonGenerator out, Optional<Host> host) throws IOException {
    out.writeStringField("id", host.map(Host::id).orElse(""));
    out.writeStringField("address", host.map(Host::address).orElse(""));
    out.writeArrayFieldStart("tags");
    for (String tag : host.map(Host::tags).orElse(Set.of())) {
      out.writeString(tag);
    }
    out.writeEndArray();
    Resources capacity = host.map(Host::capacity).orElse(Resources.NONE);
    out.writeNumberField("cpu", capacity.milliCpu());
    out.writeNumberField("memory", capacity.memory());
    out.writeNumberField("disk", host.map(Host::disk).orElse(0L));
    out.writeStringField("engine", host.map(Host::engine).orElse(""));
    out.writeStringField("version", host.map(Host::version).orElse(""));
  }
}
