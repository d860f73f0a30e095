package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import viking.core.model.Mount;
import viking.slave.container.EngineEffect;
import viking.slave.container.EngineEvent;
import viking.slave.container.EngineEvent.Failure;
import viking.slave.container.Label;
import viking.slave.container.Phase;
import viking.slave.container.Seen;

/** What is done to containers and volumes at once, one call each wherever one is enough. */
final class Acts {
  private final DockerClient client;
  private final Recipe recipe;
  private final Lane lane;
  private final Looks looks;
  private final Pulls pulls;
  private final Expected expected;
  private final Consumer<EngineEvent> answers;

  Acts(
      DockerClient client,
      Recipe recipe,
      Lane lane,
      Looks looks,
      Pulls pulls,
      Expected expected,
      Consumer<EngineEvent> answers) {
    this.client = client;
    this.recipe = recipe;
    this.lane = lane;
    this.looks = looks;
    this.pulls = pulls;
    this.expected = expected;
    this.answers = answers;
  }

  void ensure(EngineEffect.EnsureVolume volume) {
    lane.call(
        () ->
            volume.mustExist()
                ? client.inspectVolumeCmd(volume.volume()).exec().getName()
                : client
                    .createVolumeCmd()
                    .withName(volume.volume())
                    .withLabels(volume.labels())
                    .exec()
                    .getName(),
        name -> done(volume, Optional.empty()),
        failure -> {
          Complaint complaint = Complaint.of(failure);
          fail(
              volume,
              complaint.failure() == Failure.VOLUME_MISSING
                  ? new Complaint(Failure.VOLUME_MISSING, "volume missing: " + volume.volume())
                  : complaint);
        });
  }

  void create(EngineEffect.Create wanted) {
    create(wanted, true);
  }

  private void create(EngineEffect.Create wanted, boolean mayPull) {
    lane.call(
        () -> {
          expected.expect("create", wanted.name());
          return recipe.of(wanted).exec().getId();
        },
        id -> done(wanted, Optional.of(made(wanted, id))),
        failure -> {
          expected.met("create", wanted.name());
          Complaint complaint = Complaint.of(failure);
          if (complaint.failure() == Failure.IMAGE_MISSING && mayPull) {
            pull(wanted);
          } else {
            fail(wanted, complaint.about(wanted.job().image()));
          }
        });
  }

  private void pull(EngineEffect.Create wanted) {
    String image = wanted.job().image();
    Object unused =
        pulls
            .pull(image)
            .thenAccept(
                wrong -> {
                  if (wrong.isEmpty()) {
                    create(wanted, false);
                  } else {
                    fail(
                        wanted,
                        new Complaint(
                            Failure.IMAGE_MISSING,
                            "image "
                                + image
                                + " is not on this host, nor to be had: "
                                + wrong.get()));
                  }
                });
  }

  void start(EngineEffect.Start start) {
    lane.call(
        () -> {
          begin(start.id());
          return looks.at(start.id());
        },
        sight -> done(start, Optional.of(sight.seen())),
        failure -> {
          expected.met("start", start.id());
          fail(start, Complaint.of(failure));
        });
  }

  private void begin(String id) {
    expected.expect("start", id);
    try {
      client.startContainerCmd(id).exec();
    } catch (NotModifiedException e) {
      // It runs already.
      expected.met("start", id);
    } catch (DockerException e) {
      PortTaken.in(Complaint.of(e).words())
          .ifPresent(
              port -> {
                throw port.refusal(client);
              });
      throw e;
    }
  }

  void remove(EngineEffect.Remove remove) {
    lane.call(
        () -> {
          client.removeContainerCmd(remove.id()).withRemoveVolumes(true).exec();
          return remove.id();
        },
        id -> done(remove, Optional.empty()),
        failure -> fail(remove, Complaint.of(failure)));
  }

  private void done(EngineEffect asked, Optional<Seen> seen) {
    answers.accept(new EngineEvent.Done(asked.token(), seen));
  }

  private void fail(EngineEffect asked, Complaint complaint) {
    answers.accept(new EngineEvent.Failed(asked.token(), complaint.failure(), complaint.words()));
  }

  /** As an inspection would show it. */
  private static Seen made(EngineEffect.Create wanted, String id) {
    return new Seen(
        id,
        wanted.name(),
        Phase.CREATED,
        OptionalInt.empty(),
        "",
        Label.of(wanted.name(), wanted.labels()),
        List.of(),
        mounted(wanted));
  }

  private static Set<String> mounted(EngineEffect.Create wanted) {
    ImmutableSet.Builder<String> all = ImmutableSet.builder();
    all.addAll(wanted.volumes().values());
    wanted.job().volume().stream().map(Mount::source).flatMap(Optional::stream).forEach(all::add);
    return all.build();
  }
}
