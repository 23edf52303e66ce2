package org.speakerbench.engine.spec;

/**
 * What is known of a model before its file is read.
 *
 * @param name zoo key, or the name given to a model file
 * @param kind where the weights come from
 * @param sampleRateHz rate of the audio it was made for; 0 if only the file says
 * @param featureBins mel bins of its input; 0 if only the file says
 * @param minFrames fewest frames with a finite embedding; 1 if not known
 */
public record KnownModel(
    String name, ModelKind kind, int sampleRateHz, int featureBins, int minFrames) {

  /** A model file of which nothing is known. */
  public static KnownModel file(String name) {
    return new KnownModel(name, ModelKind.FILE, 0, 0, 1);
  }
}
