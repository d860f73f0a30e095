package viking.core.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import java.util.OptionalInt;
import viking.core.model.BadInput;
import viking.core.model.Build;
import viking.core.model.Domain;
import viking.core.model.Every;
import viking.core.model.Node;
import viking.core.model.Stack;
import viking.core.model.Update;

/** A stack as JSON. Unknown fields are ignored: they are a newer viking's. */
public final class StackCodec implements Codec<Stack> {
  @Override
  public Stack read(String text) {
    return read(new Fields(Json.parse(text)));
  }

  static Stack read(Fields in) {
    ImmutableMap.Builder<String, Build> builds = ImmutableMap.builder();
    in.members("build").forEach((name, build) -> builds.put(name, build(build)));
    ImmutableMap.Builder<String, Node> nodes = ImmutableMap.builder();
    in.members("deploy").forEach((name, node) -> nodes.put(name, node(node)));
    return new Stack(
        in.required("name"), in.textOr("comment", ""), builds.buildOrThrow(), nodes.buildOrThrow());
  }

  private static Build build(Fields in) {
    return new Build(
        in.textOr("text", ""),
        in.textOr("context", Build.USUAL_CONTEXT),
        in.textOr("dockerfile", ""),
        in.map("args"));
  }

  private static Node node(Fields in) {
    return new Node(
        in.object("job").map(JobCodec::read),
        in.text("document_root"),
        in.count("scale", 1),
        in.flag("service"),
        in.flag("once"),
        in.list("after", t -> t),
        in.object("every").map(StackCodec::every),
        in.list("domains", StackCodec::domain),
        in.object("update").map(StackCodec::update).orElse(Update.USUAL),
        in.raw("autoscale"),
        in.raw("provision"));
  }

  private static Every every(Fields in) {
    return new Every(in.required("cron"), in.textOr("zone", Every.USUAL_ZONE), in.flag("overlap"));
  }

  private static Domain domain(String text) {
    String[] halves = text.split(":", 2);
    try {
      return new Domain(
          halves[0],
          halves.length == 2 ? OptionalInt.of(Integer.parseInt(halves[1])) : OptionalInt.empty());
    } catch (NumberFormatException e) {
      throw new BadInput("domain '" + text + "' is not <domain>:<port>", e);
    }
  }

  private static Update update(Fields in) {
    return new Update(
        in.text("order").map(Update.Order::parse).orElse(Update.USUAL.order()),
        in.count("parallel", Update.USUAL.parallel()),
        in.duration("min_ready").orElse(Update.USUAL.minReady()),
        in.duration("deadline").orElse(Update.USUAL.deadline()));
  }

  @Override
  public String write(Stack stack) {
    ObjectNode out = Json.object();
    write(out, stack);
    return out.toString();
  }

  static void write(ObjectNode out, Stack stack) {
    out.put("name", stack.name());
    if (!stack.comment().isEmpty()) {
      out.put("comment", stack.comment());
    }
    ObjectNode builds = out.putObject("build");
    stack.builds().forEach((name, build) -> write(builds.putObject(name), build));
    ObjectNode nodes = out.putObject("deploy");
    stack.nodes().forEach((name, node) -> write(nodes.putObject(name), node));
  }

  private static void write(ObjectNode out, Build build) {
    if (!build.text().isEmpty()) {
      out.put("text", build.text());
    }
    out.put("context", build.context());
    if (!build.dockerfile().isEmpty()) {
      out.put("dockerfile", build.dockerfile());
    }
    if (!build.args().isEmpty()) {
      ObjectNode args = out.putObject("args");
      build.args().forEach(args::put);
    }
  }

  private static void write(ObjectNode out, Node node) {
    node.job().ifPresent(job -> JobCodec.write(out.putObject("job"), job));
    node.documentRoot().ifPresent(root -> out.put("document_root", root));
    out.put("scale", node.scale());
    flag(out, "service", node.service());
    flag(out, "once", node.once());
    if (!node.after().isEmpty()) {
      ArrayNode after = out.putArray("after");
      node.after().forEach(after::add);
    }
    node.every()
        .ifPresent(
            every -> {
              ObjectNode to = out.putObject("every");
              to.put("cron", every.cron()).put("zone", every.zone());
              flag(to, "overlap", every.overlap());
            });
    if (!node.domains().isEmpty()) {
      ArrayNode domains = out.putArray("domains");
      node.domains()
          .forEach(
              domain ->
                  domains.add(
                      domain.port().isPresent()
                          ? domain.name() + ":" + domain.port().getAsInt()
                          : domain.name()));
    }
    if (!node.update().equals(Update.USUAL)) {
      out.putObject("update")
          .put("order", node.update().order().toString())
          .put("parallel", node.update().parallel())
          .put("min_ready", Quantity.write(node.update().minReady()))
          .put("deadline", Quantity.write(node.update().deadline()));
    }
    node.autoscale().ifPresent(json -> out.set("autoscale", Json.any(json)));
    node.provision().ifPresent(json -> out.set("provision", Json.any(json)));
  }

  private static void flag(ObjectNode out, String name, boolean set) {
    if (set) {
      out.put(name, true);
    }
  }
}
