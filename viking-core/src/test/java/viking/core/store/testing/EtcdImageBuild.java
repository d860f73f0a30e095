package viking.core.store.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a Docker image of this machine's etcd and the libraries it needs: no registry is asked. */
final class EtcdImageBuild {
  static final String NAME = "viking-test-etcd";

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private EtcdImageBuild() {}

  static void build(DockerClient docker) throws IOException {
    Path context = Files.createTempDirectory("viking-etcd");
    Path dockerfile = context.resolve("Dockerfile");
    Path tree = context.resolve("tree.tar");
    try {
      Files.writeString(dockerfile, "FROM scratch\nADD tree.tar /\n");
      Outside.run(packing(tree));
      docker
          .buildImageCmd(context.toFile())
          .withTags(Set.of(NAME))
          .exec(new BuildImageResultCallback())
          .awaitImageId();
    } finally {
      Files.deleteIfExists(tree);
      Files.deleteIfExists(dockerfile);
      Files.delete(context);
    }
  }

  private static String[] packing(Path tree) {
    List<String> tar = new ArrayList<>(List.of("tar", "-chf", tree.toString(), "-C", "/"));
    tar.add(relative(etcd().toString()));
    Matcher library = LIBRARY.matcher(Outside.run("ldd", etcd().toString()));
    while (library.find()) {
      tar.add(relative(library.group(1)));
    }
    return tar.toArray(String[]::new);
  }

  static Path etcd() {
    return Pattern.compile(":", Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, "etcd"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static String relative(String path) {
    return path.substring(1);
  }
}
