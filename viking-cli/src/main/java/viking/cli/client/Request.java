package viking.cli.client;

/** What is asked of the API; without a body where that is empty. */
record Request(String method, String path, String body) {
  boolean changesNothing() {
    return method.equals("GET");
  }
}
