package viking.cli;

import org.junit.jupiter.api.BeforeEach;

/** The folder of a stack, and a host that takes its release. */
abstract class DeployScene extends CommandScene {
  static final String DEPLOY = "POST /v1/stacks/shop/deploy";
  static final String STACK = "GET /v1/stacks/shop";

  static final String ACCEPTED =
      """
      {"event":"image","image":"viking:shop/app","state":"building","text":""}
      {"event":"image","image":"viking:shop/app","state":"building","text":"Step 1/2 : FROM scratch"}
      {"event":"image","image":"viking:shop/app","state":"built","ref":"viking/shop/app:0a1b"}
      {"event":"image","image":"viking:shop/app","state":"held","text":"h1, h2"}
      {"event":"accepted","release":7,"revision":9,"changed":["web"],"unchanged":["db"],"notes":["db is a service: it keeps running"]}
      """;

  static final String ROLLING =
      """
      {"stack":"shop","release":7,"cause":"deploy","by":"a@b","rollout":{"release":7,"phase":"rolling"},
      "nodes":[{"node":"web","kind":"standing","wanted":2,"ready":2,"current":0,"why":"web.7.1 is not ready",
       "jobs":[{"job":"shop.web.7.1","state":"starting","health":"none","host":"h1","current":true}]},
       {"node":"db","kind":"service","wanted":1,"ready":1,"current":1,"why":"","jobs":[]}]}
      """;

  static final String DONE =
      """
      {"stack":"shop","release":7,"cause":"deploy","by":"a@b","rollout":{"release":7,"phase":"done"},
      "nodes":[{"node":"web","kind":"standing","wanted":2,"ready":2,"current":2,"why":"","domains":["a.com","b.com"],
       "jobs":[{"job":"shop.web.7.1","state":"running","health":"healthy","host":"h1","current":true}]},
       {"node":"db","kind":"service","wanted":1,"ready":1,"current":1,"why":"","jobs":[]}]}
      """;

  @BeforeEach
  void thereIsAStackFile() {
    write(
        "viking.yml",
        """
        viking: {name: shop}
        build:
          app: |
            FROM scratch
            ADD . /
        deploy:
          web:
            image: viking:shop/app
            scale: 2
          help:
            type: website
            document_root: ./www
        """);
    write("www/index.html", "<h1>help</h1>");
    write(".dockerignore", "config\nwww\n");
    environment.put("USER", "alice");
    environment.remove("SUDO_USER");
  }
}
