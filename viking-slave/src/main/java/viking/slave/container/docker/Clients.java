package viking.slave.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two clients of one engine: over TCP a response has a time limit in one of them, and none in the
 * one for streams, which are silent for as long as nothing happens.
 */
record Clients(DockerClient calls, DockerClient streams) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  static Clients of(URI engine, Duration longestCall) {
    DockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(engine.toString())
            .withDockerTlsVerify(false)
            .build();
    return new Clients(client(config, Optional.of(longestCall)), client(config, Optional.empty()));
  }

  @Override
  public void close() {
    close(calls);
    close(streams);
  }

  private static DockerClient client(DockerClientConfig config, Optional<Duration> limit) {
    ZerodepDockerHttpClient.Builder http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .connectionTimeout(CONNECT);
    limit.ifPresent(http::responseTimeout);
    DockerHttpClient client = http.build();
    return DockerClientImpl.getInstance(
        config, limit.isPresent() ? new FreshConnections(client) : client);
  }

  private static void close(DockerClient client) {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("a client did not close", e);
    }
  }
}
