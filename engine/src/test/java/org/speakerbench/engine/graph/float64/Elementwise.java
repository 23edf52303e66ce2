package org.speakerbench.engine.graph.float64;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.speakerbench.engine.graph.ElementType;

/** Operators on each value, or on values in the same place. */
final class Elementwise {
  private Elementwise() {}

  static void addTo(Map<String, Operator> operators) {
    unary(operators, "Relu", value -> Math.max(value, 0));
    unary(operators, "Sigmoid", value -> 1 / (1 + Math.exp(-value)));
    unary(operators, "Tanh", Math::tanh);
    unary(operators, "Sqrt", Math::sqrt);
    unary(operators, "Exp", Math::exp);
    unary(operators, "Log", Math::log);
    unary(operators, "Neg", value -> -value);
    unary(operators, "Abs", Math::abs);
    unary(operators, "Reciprocal", value -> 1 / value);
    unary(operators, "Floor", Math::floor);
    unary(operators, "Ceil", Math::ceil);
    unary(operators, "Not", value -> 1 - value);
    operators.put("Identity", Operator.of(call -> call.input(0)));
    operators.put("Dropout", Operator.of(call -> call.input(0)));
    operators.put("Cast", Operator.of(Elementwise::cast));
    operators.put("HardSigmoid", Operator.of(Elementwise::hardSigmoid));
    operators.put("LeakyRelu", Operator.of(Elementwise::leakyRelu));
    operators.put("Clip", Operator.of(Elementwise::clip));
    operators.put("Where", Operator.of(Elementwise::where));
    binary(operators, "Add", Double::sum);
    binary(operators, "Sub", (a, b) -> a - b);
    binary(operators, "Mul", (a, b) -> a * b);
    binary(operators, "Pow", Math::pow);
    binary(operators, "Max", Math::max);
    binary(operators, "Min", Math::min);
    binary(operators, "Sum", Double::sum);
    binary(operators, "Mod", (a, b) -> a - b * Math.floor(a / b));
    operators.put("Div", Operator.of(Elementwise::divide));
    comparison(operators, "Equal", (a, b) -> a == b ? 1 : 0);
    comparison(operators, "Less", (a, b) -> a < b ? 1 : 0);
    comparison(operators, "LessOrEqual", (a, b) -> a <= b ? 1 : 0);
    comparison(operators, "Greater", (a, b) -> a > b ? 1 : 0);
    comparison(operators, "GreaterOrEqual", (a, b) -> a >= b ? 1 : 0);
    comparison(operators, "And", (a, b) -> a * b);
    comparison(operators, "Or", Math::max);
  }

  private static void unary(
      Map<String, Operator> operators, String name, DoubleUnaryOperator function) {
    operators.put(name, Operator.of(call -> map(call.input(0), function)));
  }

  private static Array map(Array x, DoubleUnaryOperator function) {
    double[] values = new double[x.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(x.values()[i]);
    }
    return x.like(x.shape(), values);
  }

  /** Of two inputs, or of any number, one after the other. */
  private static void binary(
      Map<String, Operator> operators, String name, DoubleBinaryOperator function) {
    operators.put(
        name,
        Operator.of(
            call -> {
              Array result = call.input(0);
              for (int i = 1; i < call.inputs().size(); i++) {
                result = zip(result, call.input(i), function);
              }
              return result;
            }));
  }

  private static void comparison(
      Map<String, Operator> operators, String name, DoubleBinaryOperator function) {
    operators.put(
        name,
        Operator.of(
            call -> {
              Array result = zip(call.input(0), call.input(1), function);
              return new Array(result.shape(), result.values(), true);
            }));
  }

  private static Array zip(Array a, Array b, DoubleBinaryOperator function) {
    int[] shape = Broadcast.shape(a.shape(), b.shape());
    double[] left = Broadcast.values(a, shape);
    double[] right = Broadcast.values(b, shape);
    double[] values = new double[left.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = function.applyAsDouble(left[i], right[i]);
    }
    return a.like(shape, values);
  }

  /** Of integers, towards zero. */
  private static Array divide(Call call) {
    boolean integers = call.input(0).isInteger();
    return zip(
        call.input(0), call.input(1), integers ? (a, b) -> (long) a / (long) b : (a, b) -> a / b);
  }

  private static Array cast(Call call) {
    ElementType type =
        ElementType.ofNumber((int) call.node().integer("to", ElementType.FLOAT.number()))
            .orElseThrow();
    Array x = call.input(0);
    return switch (type) {
      case FLOAT, DOUBLE -> Array.of(x.shape(), x.values());
      case BOOL -> new Array(x.shape(), map(x, value -> value == 0 ? 0 : 1).values(), true);
      case INT32, INT64 -> new Array(x.shape(), map(x, value -> (long) value).values(), true);
      default -> throw new UnsupportedOperationException("Cast to " + type);
    };
  }

  private static Array hardSigmoid(Call call) {
    double alpha = call.node().number("alpha", 0.2f);
    double beta = call.node().number("beta", 0.5f);
    return map(call.input(0), value -> Math.max(0, Math.min(1, alpha * value + beta)));
  }

  private static Array leakyRelu(Call call) {
    double alpha = call.node().number("alpha", 0.01f);
    return map(call.input(0), value -> value < 0 ? alpha * value : value);
  }

  /** Its limits were attributes before opset 11. */
  private static Array clip(Call call) {
    double min =
        call.optional(1)
            .map(limit -> limit.values()[0])
            .orElse((double) call.node().number("min", Float.NEGATIVE_INFINITY));
    double max =
        call.optional(2)
            .map(limit -> limit.values()[0])
            .orElse((double) call.node().number("max", Float.POSITIVE_INFINITY));
    return map(call.input(0), value -> Math.min(max, Math.max(min, value)));
  }

  private static Array where(Call call) {
    Array a = call.input(1);
    int[] shape = Broadcast.shape(call.input(0).shape(), a.shape(), call.input(2).shape());
    double[] condition = Broadcast.values(call.input(0), shape);
    double[] yes = Broadcast.values(a, shape);
    double[] no = Broadcast.values(call.input(2), shape);
    double[] values = new double[yes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = condition[i] != 0 ? yes[i] : no[i];
    }
    return a.like(shape, values);
  }
}
