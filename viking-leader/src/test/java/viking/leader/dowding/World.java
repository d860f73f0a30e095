package viking.leader.dowding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import viking.core.model.Expose;
import viking.core.model.Host;
import viking.core.model.Job;
import viking.core.model.JobId;
import viking.core.model.Pin;
import viking.core.model.Resources;
import viking.core.model.TagFilter;

/**
 * A random cluster, written down twice: plainly, and as the fleet that has lived through the same.
 */
final class World {
  final Fleet fleet = new Fleet();
  final TreeMap<String, Host> hosts = new TreeMap<>();
  final TreeMap<String, String> cordons = new TreeMap<>();
  final TreeMap<String, TreeMap<JobId, Job>> jobs = new TreeMap<>();
  private final Random random;
  private final int names;

  World(long seed) {
    random = new Random(seed);
    names = 1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 10);
    for (int i = 0; i < names; i++) {
      announce(hostname(i));
    }
    int changes = random.nextInt(8 * names);
    for (int i = 0; i < changes; i++) {
      change(hostname(random.nextInt(names)));
    }
  }

  List<Request> requests() {
    int count = random.nextInt(6 * names + 5);
    List<Request> requests = new ArrayList<>();
    Job job = job();
    Set<String> avoid = avoid();
    for (int i = 0; i < count; i++) {
      if (random.nextInt(4) == 0) {
        job = job();
        avoid = avoid();
      }
      requests.add(new Request(id("2." + i), job, pin(), avoid));
    }
    return requests;
  }

  private void change(String hostname) {
    switch (random.nextInt(10)) {
      case 0 -> announce(hostname);
      case 1 -> remove(hostname);
      case 2, 3 -> vacate(hostname);
      default -> occupy(hostname);
    }
  }

  private void announce(String hostname) {
    Set<String> tags = new HashSet<>();
    List.of("ssd", "gpu", "eu").stream().filter(tag -> random.nextBoolean()).forEach(tags::add);
    Resources capacity =
        new Resources(1000L * (1 + random.nextInt(4)), (1L << 30) * (1 + random.nextInt(4)));
    Host host = Examples.host(hostname, capacity, tags);
    Optional<String> cordon = random.nextInt(8) == 0 ? Optional.of("cordoned") : Optional.empty();
    hosts.put(hostname, random.nextInt(8) == 0 ? Examples.anotherMachine(host) : host);
    cordons.remove(hostname);
    cordon.ifPresent(reason -> cordons.put(hostname, reason));
    fleet.host(hosts.get(hostname), cordon);
  }

  private void remove(String hostname) {
    hosts.remove(hostname);
    cordons.remove(hostname);
    fleet.remove(hostname);
  }

  private void occupy(String hostname) {
    Job job = job();
    JobId id = id("1." + random.nextInt(5));
    jobs.computeIfAbsent(hostname, name -> new TreeMap<>()).put(id, job);
    fleet.occupy(hostname, id, job);
  }

  private void vacate(String hostname) {
    JobId id = id("1." + random.nextInt(5));
    jobs.computeIfAbsent(hostname, name -> new TreeMap<>()).remove(id);
    fleet.vacate(hostname, id);
  }

  private Job job() {
    Resources resources = new Resources(random.nextInt(3) * 300L, random.nextInt(3) * (200L << 20));
    if (random.nextInt(20) == 0) {
      resources = new Resources(3500, 3L << 30);
    }
    List<TagFilter> filter = new ArrayList<>();
    for (String tag : List.of("ssd", "gpu", "eu", "moon")) {
      if (random.nextInt(tag.equals("moon") ? 20 : 6) == 0) {
        filter.add(new TagFilter(tag, random.nextBoolean()));
      }
    }
    List<Expose> expose = new ArrayList<>();
    for (String port : List.of("80:80", "443:443", "53:53/udp", "53:53", "9000")) {
      if (random.nextInt(15) == 0) {
        expose.add(Expose.parse(port));
      }
    }
    return Examples.job(resources, filter, expose);
  }

  private JobId id(String tag) {
    return new JobId("ragnar", "n" + random.nextInt(3), tag);
  }

  private Optional<Pin> pin() {
    String hostname = hostname(random.nextInt(names));
    return random.nextInt(12) == 0
        ? Optional.of(new Pin(hostname, "id-" + hostname, true))
        : Optional.empty();
  }

  private Set<String> avoid() {
    Set<String> avoid = new HashSet<>();
    while (random.nextInt(3) == 0) {
      avoid.add(hostname(random.nextInt(names)));
    }
    return avoid;
  }

  private static String hostname(int i) {
    return "h" + i;
  }
}
