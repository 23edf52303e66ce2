package org.speakerbench.engine.spec;

/** Keys of the facts of a model that are no options of FBank, as the sidecar spells them. */
public final class SpecKey {
  /** Whose front end it takes, where single facts are not given. */
  public static final String FRAMEWORK = "framework";

  public static final String MEAN_NORMALIZATION = "mean_normalization";
  public static final String INPUT = "input";
  public static final String AXES = "axes";
  public static final String OUTPUT = "output";
  public static final String EMBEDDING_SIZE = "embedding_size";
  public static final String MIN_FRAMES = "min_frames";

  private SpecKey() {}
}
