package viking.core.stackfile;

import static viking.core.stackfile.Kind.ANYTHING;
import static viking.core.stackfile.Kind.CORES;
import static viking.core.stackfile.Kind.COUNT;
import static viking.core.stackfile.Kind.FLAG;
import static viking.core.stackfile.Kind.MAP;
import static viking.core.stackfile.Kind.NAMED;
import static viking.core.stackfile.Kind.NAMED_OR_TEXT;
import static viking.core.stackfile.Kind.SECTION;
import static viking.core.stackfile.Kind.SECTIONS_OR_TEXTS;
import static viking.core.stackfile.Kind.SECTION_OR_TEXT;
import static viking.core.stackfile.Kind.SIZE;
import static viking.core.stackfile.Kind.TEXT;
import static viking.core.stackfile.Kind.TEXTS;
import static viking.core.stackfile.Kind.TEXTS_TO_NUMBERS;
import static viking.core.stackfile.Kind.TEXTS_TO_TEXTS;
import static viking.core.stackfile.Kind.TIME;
import static viking.core.stackfile.Kind.WORDS;

import java.util.List;
import java.util.Map;
import viking.core.model.Restart;
import viking.core.model.Update;

/** Every key there is. Reading goes by these tables, and editors' schema is made of them. */
final class Vocabulary {
  static final Level VIKING =
      Level.of(
          "viking",
          Map.of(),
          Key.of("name", TEXT, "The stack's name: 1 to 32 of a-z, 0-9 and inner hyphens."),
          Key.of("comment", TEXT, "What the stack is, for people; 'viking stacks' shows it."));

  static final Level BUILD =
      Level.of(
          "build",
          Compose.BUILD,
          Key.of("context", TEXT, "The folder that ADD and COPY see, relative to this file."),
          Key.of("dockerfile", TEXT, "The Dockerfile in the context, if not 'Dockerfile'."),
          Key.of("args", MAP, "Values for the Dockerfile's ARGs."));

  static final Level EVERY =
      Level.of(
          "every",
          Map.of(),
          Key.of("cron", TEXT, "Minute, hour, day, month, weekday: \"0 3 * * *\"."),
          Key.of("zone", TEXT, "The time zone of the cron line, such as Europe/Berlin; else UTC."),
          Key.of("overlap", FLAG, "Whether a run may begin while the one before goes on."));

  static final Level EXPOSE =
      Level.of(
          "expose",
          Compose.EXPOSE,
          Key.of("port", TEXT, "80, 53/udp, or \"2222:22\" with a fixed port of the host left."),
          Key.of("public", FLAG, "Whether it may be reached from outside of the cluster."));

  static final Level RESOURCES =
      Level.of(
          "resources",
          Compose.RESOURCES,
          Key.of("cpu", CORES, "Cores reserved for each instance: 2, 0.5 or 250m."),
          Key.of("memory", SIZE, "Memory reserved for each instance, and its limit: 512m."));

  static final Level HEALTH =
      Level.of(
          "health",
          Compose.HEALTH,
          Key.of("http", TEXT, "A path that answers with a status below 400, such as /health."),
          Key.of("tcp", FLAG, "true: the port takes connections."),
          Key.of("command", WORDS, "A command in the container that ends with exit code 0."),
          Key.of("port", COUNT, "The container's port that is asked; else the exposed ones."),
          Key.of("interval", TIME, "The time between two checks; else 10s."),
          Key.of("timeout", TIME, "The time that an answer may take; else 5s."),
          Key.of("retries", COUNT, "So many failures in a row mean unhealthy; else 3."),
          Key.of("start_period", TIME, "Failures do not count for so long after the start."));

  static final Level UPDATE =
      Level.of(
          "update",
          Compose.UPDATE,
          Key.of("order", List.of(Update.Order.values()), "Which comes first, start or end."),
          Key.of("parallel", COUNT, "How many instances are replaced at once; else 1."),
          Key.of("min_ready", TIME, "How long a new one must be ready before the next; else 5s."),
          Key.of("deadline", TIME, "The longest time without progress; else 5m."));

  static final Level STOP =
      Level.of(
          "stop",
          Map.of(),
          Key.of("signal", TEXT, "The signal that asks the process to end; else SIGTERM."),
          Key.of("grace", TIME, "The time it has for that before it is killed; else 10s."),
          Key.of("drain", TIME, "The time without new connections before the signal; else 10s."));

  static final Level NODE =
      Level.of(
          "node",
          Compose.NODE,
          Key.of("image", TEXT, "What runs: viking:<stack>/<image> of a build, or any image."),
          Key.of(
              "type",
              List.of("website"),
              "'website' for a folder of files that are served as they are."),
          Key.of("document_root", TEXT, "A website's folder, relative to this file."),
          Key.of("run", WORDS, "The command, without a shell; else the image's own."),
          Key.of("entrypoint", WORDS, "What the command is handed to; else the image's own."),
          Key.of("cwd", TEXT, "The folder in the container that the command starts in."),
          Key.of("user", TEXT, "The user that it runs as: name, id, or 1000:1000."),
          Key.of("env", MAP, "Variables; 'viking env set' is stronger."),
          Key.of("env_file", TEXTS, "Files of NAME=value lines; 'env' is stronger."),
          Key.of("secrets", TEXTS_TO_TEXTS, "NAME (a file in /run/secrets), NAME:env, NAME:/path."),
          Key.of("labels", MAP, "Labels of the container."),
          Key.of("hostname", TEXT, "The name that the container has for itself."),
          Key.of("scale", COUNT, "How many instances run; else 1."),
          Key.of("service", FLAG, "true: a deploy never restarts it; 'viking restart' does."),
          Key.of("once", FLAG, "true: runs to its end once a release, before what is after it."),
          Key.of("after", TEXTS, "Nodes that must be ready, or have ended well, before it starts."),
          Key.of("every", SECTION_OR_TEXT, EVERY, "Runs to its end by the clock: a cron line."),
          Key.of("restart", List.of(Restart.values()), "What its end leads to; else always."),
          Key.of("retries", COUNT, "With restart: never, how often a failed run is tried again."),
          Key.of(
              "expose", SECTIONS_OR_TEXTS, EXPOSE, "Ports of the container: 80, 53/udp, 2222:22."),
          Key.of("volume", TEXTS, "Paths that are kept: /data, or /host/dir:/data[:ro]."),
          Key.of(
              "domains", TEXTS_TO_NUMBERS, "Names that lead here: a.com, *.b.com, {c.com: 8080}."),
          Key.of("filter", TEXTS, "Tags that its host must have: ssd; or should: ssd:flexible."),
          Key.of("resources", SECTION, RESOURCES, "What each instance needs."),
          Key.of("init", FLAG, "true: a small init reaps the container's processes."),
          Key.of("ulimits", MAP, "Limits such as nofile: 1024, or 1024:2048 (soft:hard)."),
          Key.of("cap_add", TEXTS, "Capabilities such as NET_ADMIN."),
          Key.of("devices", TEXTS, "The host's devices: /dev/x, or /dev/x:/dev/y:rwm."),
          Key.of("tmpfs", TEXTS, "Folders in memory: /run, or /run:size=64m."),
          Key.of("read_only", FLAG, "true: the image's files cannot be changed."),
          Key.of("shm_size", SIZE, "The size of /dev/shm."),
          Key.of("health", SECTION, HEALTH, "How to find out whether it does its work."),
          Key.of("update", SECTION, UPDATE, "How instances are replaced."),
          Key.of("stop", SECTION, STOP, "How an instance is brought to its end."),
          Key.of("autoscale", ANYTHING, "Rules by which the scale follows the load."),
          Key.of("provision", ANYTHING, "dhcpv6: an instance for each client."));

  static final Level FILE =
      Level.of(
          "file",
          Compose.FILE,
          Key.of("viking", SECTION, VIKING, "Which stack this is."),
          Key.of("build", NAMED_OR_TEXT, BUILD, "Images by name: Dockerfile text, or where it is."),
          Key.of("deploy", NAMED, NODE, "Nodes by name: processes to run, websites to serve."));

  private Vocabulary() {}
}
