package org.speakerbench.engine.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.speakerbench.engine.fbank.config.FbankOverlay;

/** A sidecar that says all that is known of a model. */
final class SidecarText {
  private SidecarText() {}

  static String of(ModelSpec spec) {
    ObjectNode json = Facts.JSON.objectNode();
    json.put(Sidecar.SCHEMA, Sidecar.VERSION);
    json.set(Sidecar.FBANK, FbankOverlay.json(spec.frontEnd().fbank()));
    json.put(SpecKey.MEAN_NORMALIZATION, spec.frontEnd().mean().toString());
    json.put(SpecKey.INPUT, spec.input());
    ArrayNode axes = json.putArray(SpecKey.AXES);
    spec.axes().names().forEach(axes::add);
    json.put(SpecKey.OUTPUT, spec.output());
    if (spec.embeddingDim() > 0) {
      json.put(SpecKey.EMBEDDING_SIZE, spec.embeddingDim());
    }
    json.put(SpecKey.MIN_FRAMES, spec.minFrames());
    return json.toPrettyString() + "\n";
  }
}
