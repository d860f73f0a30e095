package viking.core.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a test may need of the machine it runs on. */
public enum Tool {
  ETCD {
    @Override
    Optional<String> missing() {
      return missingBinary("etcd", "etcd-server");
    }
  },
  ETCDCTL {
    @Override
    Optional<String> missing() {
      return missingBinary("etcdctl", "etcd-client");
    }
  },
  DOCKER {
    @Override
    Optional<String> missing() {
      String engine =
          Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("unix:///var/run/docker.sock");
      return Ping.answers(engine)
          ? Optional.empty()
          : Optional.of("needs Docker: no engine answers at " + engine);
    }
  },
  /** A whole userland in one static file, to make images of where none can be pulled. */
  BUSYBOX {
    @Override
    Optional<String> missing() {
      return missingBinary("busybox", "busybox-static");
    }
  },
  /** What Debian packs as a registry of images. */
  REGISTRY {
    @Override
    Optional<String> missing() {
      return missingBinary("docker-registry", "docker-registry");
    }
  },
  IP {
    @Override
    Optional<String> missing() {
      return missingBinary("ip", "iproute2");
    }
  },
  NFT {
    @Override
    Optional<String> missing() {
      return missingBinary("nft", "nftables");
    }
  },
  ROOT {
    @Override
    Optional<String> missing() {
      try {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
            ? Optional.empty()
            : Optional.of("needs root: run the tests as root");
      } catch (IOException | UnsupportedOperationException e) {
        return Optional.of("needs root: cannot tell who runs the tests: " + e);
      }
    }
  };

  /** Says what is missing and how to come by it; empty where the tool is here. */
  abstract Optional<String> missing();

  private static Optional<String> missingBinary(String name, String debianPackage) {
    return onPath(name)
        ? Optional.empty()
        : Optional.of(
            "needs %s: no `%s` binary on the PATH; apt-get install %s"
                .formatted(name, name, debianPackage));
  }

  private static boolean onPath(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
