package org.speakerbench.engine.onnx;

/**
 * What a model expects of its front end, and what is known of it besides. What differs between
 * models is data here, never a condition on a name elsewhere.
 *
 * @param name zoo key, or the name given to a model file
 * @param kind where the weights come from
 * @param sampleRateHz rate of the audio it was made for; 0 if the model does not say
 * @param featureBins mel bins of its input; 0 if only the file says
 * @param minFrames fewest frames with a finite embedding; 1 if not known
 */
public record ModelSpec(String name, Kind kind, int sampleRateHz, int featureBins, int minFrames) {

  /** Where the weights of a model come from. */
  public enum Kind {
    /** A zoo model: a published architecture with seeded weights. Its speaker accuracy is nil. */
    SYNTHETIC,
    /** A model file of the user's. */
    FILE
  }

  /** A model file of which nothing else is known. */
  public static ModelSpec file(String name) {
    return new ModelSpec(name, Kind.FILE, 0, 0, 1);
  }
}
