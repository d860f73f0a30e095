package viking.host;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import viking.api.LocalHost;
import viking.api.Report;
import viking.api.http.Refusal;
import viking.api.stack.Building;
import viking.core.actor.ActorLoop;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.secret.SecretBox;
import viking.slave.Order;
import viking.slave.build.Builder;
import viking.slave.build.Workshop;
import viking.slave.volume.VolumeEngine;

/** This process, as its API sees it; the API is there before slave and leader are. */
final class LocalProcess implements LocalHost {
  private final HostSettings settings;
  private final Host self;
  private final Reports reports;
  private final Optional<Workshop> workshop;
  private final Optional<VolumeEngine> volumes;
  private final Building building;
  private volatile Optional<ActorLoop> slave = Optional.empty();
  private volatile Optional<ActorLoop> leader = Optional.empty();

  LocalProcess(
      HostSettings settings,
      Host self,
      Reports reports,
      Optional<Workshop> workshop,
      Optional<VolumeEngine> volumes) {
    this.settings = settings;
    this.self = self;
    this.reports = reports;
    this.workshop = workshop;
    this.volumes = volumes;
    this.building =
        workshop
            .map(Builder::new)
            .<Building>map(builder -> builder::build)
            .orElse(
                (order, events) -> {
                  throw Refusal.unavailable("this host has no engine to build with; ask another");
                });
  }

  void slave(ActorLoop loop) {
    slave = Optional.of(loop);
  }

  void leader(ActorLoop loop) {
    leader = Optional.of(loop);
  }

  @Override
  public Host self() {
    return self;
  }

  @Override
  public boolean master() {
    return !settings.slave();
  }

  @Override
  public List<String> etcd() {
    return settings.etcd().endpoints().stream().map(URI::getAuthority).toList();
  }

  @Override
  public SecretBox secretBox() {
    return SecretBox.of(settings.secretKeyFile());
  }

  @Override
  public Path arrivals() {
    return settings.dataDir().resolve("arrivals");
  }

  @Override
  public long uploadLimit() {
    return settings.uploadLimit();
  }

  @Override
  public Building building() {
    return building;
  }

  @Override
  public Optional<Workshop> workshop() {
    return workshop;
  }

  @Override
  public Optional<VolumeEngine> volumes() {
    return volumes;
  }

  @Override
  public Report report() {
    return reports.report();
  }

  @Override
  public void retry(JobId job) {
    slave.ifPresent(loop -> loop.tell(new Order.Retry(job)));
  }

  @Override
  public void accept() {
    slave.ifPresent(loop -> loop.tell(new Order.Accept()));
    leader.ifPresent(loop -> loop.tell(viking.leader.Order.ACCEPT));
  }

  /** Orders the planned departure; each of the two says when it is complete. */
  void leave(Runnable leaderLeft) {
    slave.ifPresent(loop -> loop.tell(new Order.Leave()));
    leader.ifPresentOrElse(loop -> loop.tell(viking.leader.Order.LEAVE), leaderLeft);
  }
}
