package org.speakerbench.engine.checkpoint;

import java.util.List;

/**
 * Which elements of a storage a tensor has.
 *
 * @param offset of its first element
 * @param shape its dimensions; none for a scalar
 * @param steps between neighbours of each dimension, in elements
 */
record Strides(long offset, List<Long> shape, List<Long> steps) {

  /** What is wrong with them for a storage of this length; null if nothing is. */
  String wrong(long storage) {
    if (shape.size() != steps.size()) {
      return "strides " + steps + " for shape " + shape;
    }
    if (offset < 0 || shape.stream().anyMatch(d -> d < 0) || steps.stream().anyMatch(s -> s < 0)) {
      return "offset " + offset + ", shape " + shape + ", strides " + steps;
    }
    try {
      long last = offset;
      for (int i = 0; i < shape.size(); i++) {
        last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape.get(i) - 1), steps.get(i)));
      }
      boolean empty = elements() == 0;
      if (!empty && last >= storage) {
        return "element " + last + " of a storage of " + storage;
      }
      return null;
    } catch (ArithmeticException e) {
      return "shape " + shape + " with strides " + steps;
    }
  }

  /** How many elements the shape says. */
  long elements() {
    long elements = 1;
    for (long dimension : shape) {
      elements = Math.multiplyExact(elements, dimension);
    }
    return elements;
  }

  /** Whether they stand side by side, in the order of rows. */
  boolean isContiguous() {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && steps.get(i) != expected) {
        return false;
      }
      expected *= shape.get(i);
    }
    return true;
  }

  /** What takes the index in the storage of each element, in the order of rows. */
  @FunctionalInterface
  interface Visitor {
    void element(int index);
  }

  void visit(Visitor visitor) {
    long left = elements();
    long[] at = new long[shape.size()];
    long index = offset;
    while (left-- > 0) {
      visitor.element((int) index);
      for (int i = at.length - 1; i >= 0; i--) {
        index += steps.get(i);
        if (++at[i] < shape.get(i)) {
          break;
        }
        index -= at[i] * steps.get(i);
        at[i] = 0;
      }
    }
  }
}
