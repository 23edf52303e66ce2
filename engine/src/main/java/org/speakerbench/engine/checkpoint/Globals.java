package org.speakerbench.engine.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The classes and functions that a pickle of tensors names: all there are. Each stands for a few
 * lines here; none is looked up anywhere.
 */
final class Globals {
  /** More dimensions no tensor of PyTorch has. */
  private static final int MAX_DIMENSIONS = 64;

  private static final Pattern TYPE =
      Pattern.compile("torch\\.(u?int|float|bfloat|complex|bits)[0-9][0-9a-z_]*|torch\\.bool");

  /** Names of what can be called. */
  private enum Function {
    ORDERED_DICT("collections.OrderedDict"),
    TENSOR("torch._utils._rebuild_tensor_v2"),
    TYPED_TENSOR("torch._utils._rebuild_tensor_v3"),
    PARAMETER("torch._utils._rebuild_parameter");

    private final String fullName;

    Function(String fullName) {
      this.fullName = fullName;
    }

    @Override
    public String toString() {
      return fullName;
    }
  }

  /** A type of elements that stands at the tensor. */
  private record ElementTypeName(String name) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What a pickle asks for and does not get. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String expected;

    Refusal(String found, String expected) {
      super(found, null, false, false);
      this.found = found;
      this.expected = expected;
    }

    String found() {
      return found;
    }

    String expected() {
      return expected;
    }
  }

  private final Archive archive;

  Globals(Archive archive) {
    this.archive = archive;
  }

  /** What a name stands for; null if it is none of these. */
  Object find(String name) {
    for (Function function : Function.values()) {
      if (function.fullName.equals(name)) {
        return function;
      }
    }
    for (StorageType type : StorageType.values()) {
      if (type.className().equals(name)) {
        return type;
      }
    }
    return TYPE.matcher(name).matches()
        ? new ElementTypeName(name.substring("torch.".length()))
        : null;
  }

  /** What a function gives. */
  Object call(Object called, Object arguments) throws Refusal {
    if (!(called instanceof Function function)
        || !(arguments instanceof PickleMachine.Tuple tuple)) {
      throw new Refusal(
          "opcode R (REDUCE) on " + Values.describe(called),
          "it on a dictionary or a tensor only, with a tuple");
    }
    List<Object> given = tuple.items();
    return switch (function) {
      case ORDERED_DICT -> {
        if (!given.isEmpty()) {
          throw wrong(function, given);
        }
        yield new LinkedHashMap<>();
      }
      case PARAMETER -> {
        if (given.size() != 3 || !(given.get(0) instanceof View view)) {
          throw wrong(function, given);
        }
        yield view;
      }
      case TENSOR, TYPED_TENSOR -> tensor(function, given);
    };
  }

  /**
   * Arguments: storage, offset, shape, strides, requires_grad, hooks; v3's type; what it is
   * besides.
   */
  private View tensor(Function function, List<Object> given) throws Refusal {
    int plain = function == Function.TENSOR ? 6 : 7;
    if (given.size() < plain
        || given.size() > plain + 1
        || !(given.get(0) instanceof Storage storage)
        || !(given.get(1) instanceof Long offset)) {
      throw wrong(function, given);
    }
    if (given.size() > plain
        && given.get(plain) != null
        && !(given.get(plain) instanceof Map<?, ?> map && map.isEmpty())) {
      throw new Refusal("a tensor that is conjugate or negated", "plain ones");
    }
    Strides strides =
        new Strides(offset, numbers(function, given.get(2)), numbers(function, given.get(3)));
    String type = storage.type().toString();
    if (function == Function.TYPED_TENSOR) {
      if (!(given.get(6) instanceof ElementTypeName name)) {
        throw wrong(function, given);
      }
      type = name.toString();
    }
    // Its elements have at least one byte each, which is what an untyped storage counts.
    String wrong = strides.wrong(storage.elements());
    if (wrong != null) {
      throw new Refusal("a tensor with " + wrong, "one that lies in its storage");
    }
    if (strides.elements() > archive.size()) {
      throw new Refusal(
          "a tensor of " + strides.elements() + " elements that are views of fewer",
          "no more than the file's " + archive.size() + " bytes");
    }
    storage.addView();
    return new View(storage, type, strides);
  }

  private static List<Long> numbers(Function function, Object value) throws Refusal {
    if (value instanceof PickleMachine.Tuple tuple
        && tuple.items().size() <= MAX_DIMENSIONS
        && tuple.items().stream().allMatch(Long.class::isInstance)) {
      return tuple.items().stream().map(Long.class::cast).toList();
    }
    throw new Refusal(
        function + " with " + Values.describe(value) + " for a shape",
        "a tuple of up to " + MAX_DIMENSIONS + " numbers");
  }

  private static Refusal wrong(Function function, List<Object> given) {
    return new Refusal(
        function + " with " + given.size() + " arguments of other types",
        "those that torch.save writes");
  }

  /**
   * What a reference out of the pickle means: {@code ('storage', class, key, device, elements)}.
   */
  Storage storage(Object reference) throws Refusal {
    if (!(reference instanceof PickleMachine.Tuple tuple)
        || tuple.items().size() != 5
        || !"storage".equals(tuple.items().get(0))
        || !(tuple.items().get(1) instanceof StorageType type)
        || !(tuple.items().get(2) instanceof String key)
        || !(tuple.items().get(4) instanceof Long elements)) {
      throw new Refusal(
          "a reference that is " + Values.describe(reference) + " of another form",
          "one to a storage: ('storage', class, key, device, elements)");
    }
    long bytes = archive.storageBytes(key);
    if (bytes < 0) {
      throw new Refusal("no entry data/" + Shown.of(key), "one for each storage: is the file cut?");
    }
    if (elements < 0 || elements > bytes / type.bytes()) {
      throw new Refusal(
          elements
              + " elements of "
              + type
              + " in the "
              + bytes
              + " bytes of data/"
              + Shown.of(key),
          "bytes for all of them");
    }
    return new Storage(archive, key, type, elements);
  }
}
