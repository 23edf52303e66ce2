package org.speakerbench.engine.checkpoint;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Reads a pickle as CPython's {@code pickletools} describes it: the operations of protocol 2, and
 * those of later ones that make plain values. It has no recursion, and each operation takes a time
 * that its own bytes or its own values pay for.
 *
 * <p>Values are {@code null}, Boolean, Long, BigInteger, Double, String, byte[], List, Tuple, Map,
 * and what {@link Globals} makes. They may hold themselves: nothing compares, hashes or prints
 * lists, tuples and dictionaries.
 */
final class PickleMachine {
  private static final int NEWEST_PROTOCOL = 5;
  private static final String ADVICE =
      "tensors, dictionaries, lists, numbers and texts alone: torch.save(model.state_dict(), OUT)"
          + " in Python writes these";

  /** A list that nothing changes; without equality, which would recurse. */
  static final class Tuple {
    private final List<Object> items;

    Tuple(List<Object> items) {
      this.items = items;
    }

    List<Object> items() {
      return items;
    }
  }

  private final PickleBytes in;
  private final Globals globals;
  private final List<Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  PickleMachine(PickleBytes in, Globals globals) {
    this.in = in;
    this.globals = globals;
  }

  /**
   * The value that the pickle ends with.
   *
   * @throws SpeakerbenchException that names what it does not allow
   */
  Object run() {
    while (true) {
      int code = in.unsignedByte();
      if (code == Opcode.STOP) {
        return pop();
      }
      if (!scalar(code) && !collection(code) && !memory(code)) {
        object(code);
      }
    }
  }

  /** Numbers and texts. */
  private boolean scalar(int code) {
    switch (code) {
      case Opcode.NONE -> push(null);
      case Opcode.NEWTRUE -> push(true);
      case Opcode.NEWFALSE -> push(false);
      case Opcode.BININT -> push((long) in.integer());
      case Opcode.BININT1 -> push((long) in.unsignedByte());
      case Opcode.BININT2 -> push((long) in.unsignedShort());
      case Opcode.LONG1 -> push(longNumber(in.unsignedByte()));
      case Opcode.LONG4 -> push(longNumber(in.integer()));
      case Opcode.BINFLOAT -> push(in.number());
      case Opcode.SHORT_BINUNICODE -> push(in.text(in.unsignedByte(), StandardCharsets.UTF_8));
      case Opcode.BINUNICODE -> push(in.text(in.unsignedInteger(), StandardCharsets.UTF_8));
      case Opcode.BINUNICODE8 -> push(in.text(in.longInteger(), StandardCharsets.UTF_8));
      case Opcode.SHORT_BINSTRING -> push(in.text(in.unsignedByte(), StandardCharsets.ISO_8859_1));
      case Opcode.BINSTRING -> push(in.text(in.integer(), StandardCharsets.ISO_8859_1));
      case Opcode.SHORT_BINBYTES -> push(in.bytes(in.unsignedByte()));
      case Opcode.BINBYTES -> push(in.bytes(in.unsignedInteger()));
      case Opcode.BINBYTES8 -> push(in.bytes(in.longInteger()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Little-endian, two's complement. */
  private Object longNumber(int length) {
    byte[] little = in.bytes(length);
    byte[] big = new byte[length];
    for (int i = 0; i < length; i++) {
      big[i] = little[length - 1 - i];
    }
    BigInteger number = length == 0 ? BigInteger.ZERO : new BigInteger(big);
    if (number.bitLength() < Long.SIZE) {
      return number.longValue();
    }
    return number;
  }

  private boolean collection(int code) {
    switch (code) {
      case Opcode.MARK -> marks.add(stack.size());
      case Opcode.EMPTY_LIST -> push(new ArrayList<>());
      case Opcode.EMPTY_DICT -> push(new LinkedHashMap<>());
      case Opcode.EMPTY_TUPLE -> push(new Tuple(List.of()));
      case Opcode.TUPLE -> push(new Tuple(popMarked()));
      case Opcode.TUPLE1 -> push(new Tuple(pop(1)));
      case Opcode.TUPLE2 -> push(new Tuple(pop(2)));
      case Opcode.TUPLE3 -> push(new Tuple(pop(3)));
      case Opcode.APPEND -> append(pop(1));
      case Opcode.APPENDS -> append(popMarked());
      case Opcode.SETITEM -> set(pop(2));
      case Opcode.SETITEMS -> set(popMarked());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void append(List<Object> items) {
    if (!(top() instanceof List<?> list)) {
      throw in.refused("items for " + Values.describe(top()), "a list");
    }
    Values.objects(list).addAll(items);
  }

  private void set(List<Object> items) {
    if (!(top() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
      throw in.refused(
          items.size() + " keys and values for " + Values.describe(top()),
          "pairs for a dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      Object key = items.get(i);
      if (!Values.isScalar(key)) {
        throw in.refused("a key that is " + Values.describe(key), "a text or a number");
      }
      Values.objects(map).put(key, items.get(i + 1));
    }
  }

  private boolean memory(int code) {
    switch (code) {
      case Opcode.PROTO -> protocol(in.unsignedByte());
      case Opcode.FRAME -> in.longInteger();
      case Opcode.POP -> discard();
      case Opcode.POP_MARK -> popMarked();
      case Opcode.DUP -> push(top());
      case Opcode.BINPUT -> memo.put((long) in.unsignedByte(), top());
      case Opcode.LONG_BINPUT -> memo.put(in.unsignedInteger(), top());
      case Opcode.MEMOIZE -> memo.put((long) memo.size(), top());
      case Opcode.BINGET -> push(remembered(in.unsignedByte()));
      case Opcode.LONG_BINGET -> push(remembered(in.unsignedInteger()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void protocol(int version) {
    if (version > NEWEST_PROTOCOL) {
      throw in.refused("pickle protocol " + version, "one up to " + NEWEST_PROTOCOL);
    }
  }

  private Object remembered(long index) {
    Object value = memo.get(index);
    if (value == null && !memo.containsKey(index)) {
      throw in.refused("a value " + index + " that was not kept", "one kept before");
    }
    return value;
  }

  /** Classes and what they make; all else is refused. */
  private void object(int code) {
    switch (code) {
      case Opcode.GLOBAL -> push(global(in.line(), in.line()));
      case Opcode.STACK_GLOBAL -> {
        List<Object> names = pop(2);
        push(global(String.valueOf(text(names.get(0))), text(names.get(1))));
      }
      case Opcode.BINPERSID -> push(made(() -> globals.storage(pop())));
      case Opcode.REDUCE -> {
        List<Object> call = pop(2);
        push(made(() -> globals.call(call.get(0), call.get(1))));
      }
      case Opcode.BUILD -> {
        // Attributes of a dictionary: versions of modules, which say nothing of the tensors.
        Object attributes = pop();
        if (!(top() instanceof Map<?, ?>) || !(attributes instanceof Map<?, ?>)) {
          throw in.refused("opcode b (BUILD) on " + Values.describe(top()), ADVICE);
        }
      }
      default -> throw in.refused("opcode " + Opcode.name(code), ADVICE);
    }
  }

  private Object global(String module, String name) {
    Object known = globals.find(module + "." + name);
    if (known == null) {
      throw in.refused(Shown.of(module + "." + name), ADVICE);
    }
    return known;
  }

  private String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw in.refused("a name that is " + Values.describe(value), "a text");
  }

  /** What a call gives. */
  @FunctionalInterface
  private interface Call {
    Object make() throws Globals.Refusal;
  }

  private Object made(Call call) {
    try {
      return call.make();
    } catch (Globals.Refusal refusal) {
      throw in.refused(refusal.found(), refusal.expected());
    }
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() {
    requireAboveMark(1);
    return stack.get(stack.size() - 1);
  }

  private Object pop() {
    return pop(1).get(0);
  }

  /** The last values, in their order. */
  private List<Object> pop(int count) {
    requireAboveMark(count);
    List<Object> last = stack.subList(stack.size() - count, stack.size());
    List<Object> items = new ArrayList<>(last);
    last.clear();
    return items;
  }

  private List<Object> popMarked() {
    if (marks.isEmpty()) {
      throw in.refused("no mark", "one before its values");
    }
    List<Object> items = pop(stack.size() - marks.get(marks.size() - 1));
    marks.remove(marks.size() - 1);
    return items;
  }

  /** A value, or the mark if nothing stands behind it. */
  private void discard() {
    if (!marks.isEmpty() && marks.get(marks.size() - 1) == stack.size()) {
      marks.remove(marks.size() - 1);
    } else {
      pop();
    }
  }

  private void requireAboveMark(int count) {
    int bottom = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (stack.size() - bottom < count) {
      throw in.refused("no value", "one that was made before");
    }
  }
}
