package org.speakerbench.golden.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.DoubleStream;
import org.speakerbench.golden.check.ErrorMap;
import org.speakerbench.golden.check.ParityRow;

/**
 * An error map as {@code parity.js} reads it: the truth as float32 and the signed errors as
 * bfloat16 (the upper half of a float32, so 0.2% of each error is lost), little-endian, in base64.
 * The largest error of each layer is there in full.
 */
final class ErrorMapJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Decades of the colour scale. */
  private static final int MIN_DECADES = 2;

  private static final int MAX_DECADES = 8;

  /** The scale begins below this share of the errors: the few that are almost zero look alike. */
  private static final double DARKEST_SHARE = 0.05;

  private ErrorMapJson() {}

  static String of(String pack, ErrorMap map) {
    ObjectNode root = JSON.createObjectNode();
    root.put("pack", pack);
    root.put("clip", map.clip());
    root.put("stage", map.stage().name());
    root.put("frames", map.frames());
    root.put("bins", map.bins());
    root.put("limit", map.limit());
    int[] decades = decades(map);
    root.put("low", decades[0]);
    root.put("high", decades[1]);
    root.put("expected", floats(map.expected()));
    ArrayNode layers = root.putArray("layers");
    for (ErrorMap.Layer layer : map.layers()) {
      ObjectNode node = layers.addObject();
      node.put("name", layer.name());
      if (layer.problem() == null) {
        ParityRow.Worst worst = layer.worst();
        node.put("errors", bfloats(layer.errors()));
        node.putObject("worst")
            .put("frame", worst.frame())
            .put("bin", worst.bin())
            .put("expected", number(worst.expected()))
            .put("actual", number(worst.actual()));
      } else {
        node.put("problem", layer.problem());
      }
    }
    return root.toString();
  }

  /** What JSON has no number for is null. */
  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** Powers of ten from which to which the colours go, the same for all layers. */
  static int[] decades(ErrorMap map) {
    double[] errors =
        map.layers().stream()
            .filter(layer -> layer.problem() == null)
            .flatMapToDouble(layer -> DoubleStream.of(layer.errors()))
            .map(Math::abs)
            .filter(error -> error > 0 && Double.isFinite(error))
            .sorted()
            .toArray();
    double largest = errors.length == 0 ? map.limit() : errors[errors.length - 1];
    int high = (int) Math.ceil(Math.log10(Math.max(map.limit(), largest)));
    int low =
        errors.length == 0
            ? high - MIN_DECADES
            : (int) Math.floor(Math.log10(errors[(int) (DARKEST_SHARE * errors.length)]));
    return new int[] {Math.max(high - MAX_DECADES, Math.min(high - MIN_DECADES, low)), high};
  }

  private static String floats(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(value -> bytes.putFloat((float) value));
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static String bfloats(double[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(value -> bytes.putShort(bfloat((float) value)));
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** Rounds to the nearest; what is not finite stays so. */
  private static short bfloat(float value) {
    int bits = Float.floatToIntBits(value);
    return (short) ((Float.isFinite(value) ? bits + 0x8000 : bits) >>> 16);
  }
}
