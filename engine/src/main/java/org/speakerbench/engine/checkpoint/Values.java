package org.speakerbench.engine.checkpoint;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Values of a pickle. */
final class Values {
  private Values() {}

  /** Whether it can be a key: of other values, hashing has no bound. */
  static boolean isScalar(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  @SuppressWarnings("unchecked") // all that the machine makes are of objects
  static List<Object> objects(List<?> list) {
    return (List<Object>) list;
  }

  @SuppressWarnings("unchecked") // likewise
  static Map<Object, Object> objects(Map<?, ?> map) {
    return (Map<Object, Object>) map;
  }

  /** For messages. */
  static String describe(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return "the text " + Shown.of(text);
    }
    if (value instanceof BigInteger) {
      return "a number of more than 64 bits";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return "the number " + value;
    }
    if (value instanceof Map) {
      return "a dictionary";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof PickleMachine.Tuple) {
      return "a tuple";
    }
    if (value instanceof byte[]) {
      return "bytes";
    }
    return value.toString();
  }
}
