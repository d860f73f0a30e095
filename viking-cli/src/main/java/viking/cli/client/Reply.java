package viking.cli.client;

/** What came back, whatever it says, and from where. */
record Reply(String address, int status, String body) {
  boolean done() {
    return status >= 200 && status < 300;
  }
}
