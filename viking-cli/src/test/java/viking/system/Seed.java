package viking.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import viking.lab.LabHost;

/**
 * The example that viking began with, as it was written, and the images that it takes for granted:
 * {@code mon}, {@code node} and {@code npm} are scripts here, the databases serve a page.
 */
final class Seed {
  private static final String MON = "#!/bin/sh\nexec \"$@\"\n";

  private static final String NPM =
      "#!/bin/sh\n[ \"$1\" = install ] && echo installed >node_modules\n";

  private static final String NODE =
      """
      #!/bin/sh
      [ -e "$1" ] || { echo "no $1 in $(pwd)"; exit 1; }
      mkdir -p /www
      echo "$(pwd) $* $(cat ../node_modules) $VIKING_TAG" >/www/index.html
      case $2 in --volume=*) echo "$VIKING_TAG" >>"${2#--volume=}/starts" ;; esac
      httpd -f -p 80 -h /www &
      trap 'kill $!; exit 0' TERM
      wait
      """;

  private static final String DATABASE =
      """
      #!/bin/sh
      echo started >>/data/db/starts
      httpd -f -p "$1" -h /data/db &
      trap 'kill $!; exit 0' TERM
      wait
      """;

  private Seed() {}

  static Path write(Path folder) {
    StackFolder all = new StackFolder(folder).write("viking.yml", text());
    for (String node : new String[] {"db", "logic", "website"}) {
      all.write(node + "/index.js", "// " + node + "\n");
    }
    all.write("help/www/index.html", "help\n");
    return folder.resolve("viking.yml");
  }

  private static String text() {
    try (InputStream in = Seed.class.getResourceAsStream("seed.yml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes quarry/monnode, quarry/mongo and quarry/redis on one host. */
  static void provideImages(LabHost host, Path folder) {
    StackFolder node = new StackFolder(folder.resolve("monnode"));
    node.write("mon", MON).write("npm", NPM).write("node", NODE);
    image(host, node, "quarry/monnode", "COPY mon npm node /bin/");
    StackFolder data = new StackFolder(folder.resolve("data")).write("database", DATABASE);
    image(host, data, "quarry/mongo", database(27017));
    image(host, data, "quarry/redis", database(6379));
  }

  private static String database(int port) {
    return "COPY database /bin/\nCMD [\"database\", \"%d\"]".formatted(port);
  }

  private static void image(LabHost host, StackFolder folder, String name, String lines) {
    folder.write("Dockerfile", "FROM " + Cluster.IMAGE + "\n" + lines + "\n");
    Cluster.must(host, "docker", "build", "-t", name, folder.folder().toString());
  }
}
