package viking.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import viking.cli.FakeApi.Asked;

/** {@code viking rm}: what it asks first, and what becomes of the data. */
class RemovalTest extends CommandScene {
  private static final String SHOP = "GET /v1/stacks/shop";
  private static final String VOLUMES =
      "{\"volumes\":[{\"stack\":\"shop\",\"node\":\"db\",\"slot\":\"1\",\"host\":\"h1\"},"
          + "{\"stack\":\"shop\",\"node\":\"db\",\"slot\":\"2\",\"host\":\"h2\"},"
          + "{\"stack\":\"shop-2\",\"node\":\"db\",\"slot\":\"1\",\"host\":\"h1\"}]}";

  @Test
  void removesAStackWhoseNameIsTyped() {
    api.on(SHOP, 200, "{\"stack\":\"shop\",\"nodes\":[{\"jobs\":[{},{}]},{\"jobs\":[]}]}");
    api.on("DELETE /v1/stacks/shop", 200, "{\"done\":\"shop ends\"}");
    api.onEach(
        "GET /v1/jobs?stack=shop", "{\"jobs\":[{\"id\":\"shop.web.1.1\"}]}", "{\"jobs\":[]}");
    types("shop\n");
    Ran ran = run("rm", "shop");
    assertEquals("shop is removed\n", ran.out());
    assertTrue(
        ran.err()
            .startsWith(
                "This ends shop: 2 nodes, 2 jobs; its volumes stay.\nType its name to go on: "),
        ran.err());
    types("ship\n");
    assertTrue(run("rm", "shop").err().endsWith("that is not its name; nothing was done\n"));
    types("");
    assertEquals(1, run("rm", "shop").code());
    assertEquals(1, api.asked().stream().filter(a -> a.method().equals("DELETE")).count());
  }

  @Test
  void removesAlsoWhatCannotBeShown() {
    api.on(SHOP, 409, "{\"error\":\"/stack/shop cannot be read\"}");
    api.on("DELETE /v1/stacks/shop", 200, "{\"done\":\"shop is removed\"}");
    api.on("GET /v1/jobs?stack=shop", 200, "{\"jobs\":[]}");
    assertEquals(0, run("rm", "shop", "--yes").code());
  }

  @Test
  void asksForNoNameWhereItCouldDoNothing() {
    api.on(SHOP, 503, "{\"error\":\"etcd does not answer\"}");
    types("shop\n");
    assertEquals(
        new Ran(1, "", "viking rm: http://" + api.address() + ": etcd does not answer\n"),
        run("rm", "shop"));
    assertEquals(1, api.asked().size());
  }

  @Test
  void removesWhatIsLeftOfAStackThatIsGone() {
    api.on(SHOP, 404, "{\"error\":\"there is no stack 'shop'\"}");
    api.on("DELETE /v1/stacks/shop", 200, "{\"done\":\"shop is removed\"}");
    api.on("GET /v1/jobs?stack=shop", 200, "{\"jobs\":[]}");
    assertEquals(0, run("rm", "shop", "--yes").code());
    api.on("DELETE /v1/stacks/shop", 404, "{\"error\":\"there is no stack 'shop'\"}");
    assertEquals(
        new Ran(1, "", "viking rm: there is no stack 'shop'\n"), run("rm", "shop", "--yes"));
  }

  @Test
  void whereNobodyCanBeAskedYesMustBeSaid() {
    isMisuse(
        "viking rm: nobody can be asked here; --yes removes shop unasked (see: viking rm --help)",
        "rm",
        "shop");
    assertEquals(List.of(), api.asked());
    api.on(SHOP, 200, "{\"stack\":\"shop\"}").on("GET /v1/jobs?stack=shop", 200, "{\"jobs\":[]}");
    api.on("DELETE /v1/stacks/shop", 200, "{\"done\":\"shop ends\"}");
    assertEquals(new Ran(0, "shop is removed\n", "shop ends\n"), run("rm", "shop", "--yes"));
  }

  @Test
  void removesAStackWithItsDataOnceNothingUsesIt() {
    api.on(SHOP, 200, "{\"stack\":\"shop\"}");
    api.on("DELETE /v1/stacks/shop", 200, "{\"done\":\"shop ends\"}");
    api.onEach("GET /v1/jobs?stack=shop", "{\"jobs\":[{\"id\":\"shop.db.1.1\"}]}", "{\"jobs\":[]}");
    api.on("GET /v1/volumes", 200, VOLUMES);
    api.on("DELETE /v1/volumes/shop/db/1/data", 200, "{\"done\":\"db/1 is deleted\"}");
    api.on("DELETE /v1/volumes/shop/db/2/data", 200, "{\"done\":\"db/2 is deleted\"}");
    assertEquals(
        new Ran(
            0,
            "shop is removed\n",
            """
            shop is removed: its jobs are stopped, then its data is deleted; images stay
            db/1 is deleted
            db/2 is deleted
            """),
        run("rm", "shop", "--yes", "--volumes"));
    List<String> deleted =
        api.asked().stream()
            .filter(asked -> asked.method().equals("DELETE") || asked.path().contains("jobs"))
            .map(Asked::path)
            .toList();
    assertEquals(
        List.of(
            "/v1/stacks/shop",
            "/v1/jobs?stack=shop",
            "/v1/jobs?stack=shop",
            "/v1/volumes/shop/db/1/data",
            "/v1/volumes/shop/db/2/data"),
        deleted);
  }

  @Test
  void dataThatCannotBeDeletedNowIsDeletedLater() {
    api.on(SHOP, 404, "{\"error\":\"there is no stack 'shop'\"}");
    api.on("GET /v1/jobs?stack=shop", 200, "{\"jobs\":[]}").on("GET /v1/volumes", 200, VOLUMES);
    api.on("DELETE /v1/volumes/shop/db/1/data", 409, "{\"error\":\"h1: no answer\"}");
    api.on("DELETE /v1/volumes/shop/db/2/data", 200, "{\"done\":\"db/2 is deleted\"}");
    types("shop\n");
    Ran ran = run("rm", "shop", "--volumes");
    assertEquals(
        new Ran(
            1,
            "",
            """
            This deletes all data that shop has left behind.
            Type its name to go on: shop/db/1 stays: h1: no answer
            db/2 is deleted
            viking rm: the data of shop/db/1 is still on h1: say 'viking rm shop --volumes' again, \
            or give it up with 'viking volume release shop/db/1'
            """),
        ran);
    api.on("GET /v1/volumes", 200, "{\"volumes\":[]}");
    api.on("DELETE /v1/stacks/shop", 404, "{\"error\":\"there is no stack 'shop'\"}");
    failsWith("there is no stack 'shop'", "rm", "shop", "--volumes", "--yes");
  }

  @Test
  void dataIsNotDeletedUnattended() {
    isMisuse(
        "viking rm: --volumes waits until the last process has ended, and --detach does not (see:"
            + " viking rm --help)",
        "rm",
        "shop",
        "--yes",
        "--volumes",
        "--detach");
    assertEquals(List.of(), api.asked());
  }
}
