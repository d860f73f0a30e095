package viking.core.store;

/** Something under way on a line, that wants to know when the line is given up. */
interface EtcdRequest {
  void lineRetired(String why);
}
