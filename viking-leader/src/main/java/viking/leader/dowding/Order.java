package viking.leader.dowding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The hosts that take jobs, least loaded first. A treap: a search tree by load and name, kept
 * shallow by priorities drawn from the names. A TreeSet would do, but for the searches that find
 * nothing or find late: here each place knows the most that any host below it offers, and a search
 * passes over the rest.
 */
final class Order {
  private final Map<Berth, Seat> seats = new HashMap<>();
  private Seat root = Seat.NONE;

  /**
   * Gives a host the place that it now deserves, be it known already or not; low ranks go first.
   */
  void seat(Berth berth, long rank) {
    unseat(berth);
    Seat seat = new Seat(berth, rank);
    seats.put(berth, seat);
    root = add(root, seat);
  }

  void unseat(Berth berth) {
    if (seats.containsKey(berth)) {
      root = remove(root, seats.remove(berth));
    }
  }

  int size() {
    return seats.size();
  }

  /** The first hosts that do, at most so many. */
  List<Berth> first(int atMost, Search search, Predicate<Berth> admits) {
    List<Berth> found = new ArrayList<>();
    collect(root, atMost, search, admits, found);
    return found;
  }

  private static void collect(
      Seat tree, int atMost, Search search, Predicate<Berth> admits, List<Berth> found) {
    if (!tree.isAbove(search)) {
      return;
    }
    collect(tree.left, atMost, search, admits, found);
    if (found.size() < atMost && tree.isFor(search) && admits.test(tree.berth)) {
      found.add(tree.berth);
    }
    if (found.size() < atMost) {
      collect(tree.right, atMost, search, admits, found);
    }
  }

  private static Seat add(Seat tree, Seat seat) {
    if (tree == Seat.NONE) {
      return seat;
    }
    if (seat.isBefore(tree)) {
      tree.left = add(tree.left, seat);
      return tree.left.priority > tree.priority ? liftLeft(tree) : tree.sum();
    }
    tree.right = add(tree.right, seat);
    return tree.right.priority > tree.priority ? liftRight(tree) : tree.sum();
  }

  private static Seat liftLeft(Seat tree) {
    Seat lifted = tree.left;
    tree.left = lifted.right;
    lifted.right = tree.sum();
    return lifted.sum();
  }

  private static Seat liftRight(Seat tree) {
    Seat lifted = tree.right;
    tree.right = lifted.left;
    lifted.left = tree.sum();
    return lifted.sum();
  }

  private static Seat remove(Seat tree, Seat seat) {
    if (tree == seat) {
      return join(tree.left, tree.right);
    }
    if (seat.isBefore(tree)) {
      tree.left = remove(tree.left, seat);
    } else {
      tree.right = remove(tree.right, seat);
    }
    return tree.sum();
  }

  private static Seat join(Seat left, Seat right) {
    if (left == Seat.NONE) {
      return right;
    }
    if (right == Seat.NONE) {
      return left;
    }
    if (left.priority > right.priority) {
      left.right = join(left.right, right);
      return left.sum();
    }
    right.left = join(left, right.left);
    return right.sum();
  }
}
