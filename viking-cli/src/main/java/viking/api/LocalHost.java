package viking.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import viking.api.stack.Building;
import viking.core.model.Host;
import viking.core.model.JobId;
import viking.core.secret.SecretBox;
import viking.slave.build.Workshop;
import viking.slave.volume.VolumeEngine;

/** The host process that the API speaks for. Nothing here blocks. */
public interface LocalHost {
  /** As it announces itself. */
  Host self();

  /** Whether it may be elected. */
  boolean master();

  /** Where it looks for etcd. */
  List<String> etcd();

  /** With the keys as they stand in this host's file now. */
  SecretBox secretBox();

  /** Where what is sent to be built is unpacked; nobody else's. */
  Path arrivals();

  /** The most bytes that are unpacked there of one delivery. */
  long uploadLimit();

  /** Makes images with this host's engine. */
  Building building();

  /** What it makes and fetches images with; empty where it has no engine. */
  default Optional<Workshop> workshop() {
    return Optional.empty();
  }

  /** The volumes of this host's engine; empty where it has none. */
  default Optional<VolumeEngine> volumes() {
    return Optional.empty();
  }

  Report report();

  /** A job here need not wait longer for its next start. */
  void retry(JobId job);

  /** The store is right as it is, whatever this host remembers of it. */
  void accept();
}
