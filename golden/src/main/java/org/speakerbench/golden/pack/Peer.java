package org.speakerbench.golden.pack;

/** Other implementations whose results a pack holds: what is reached beside what is demanded. */
public enum Peer {
  /** Raw and normalised features. */
  TORCHAUDIO("torchaudio", true),
  /** Raw and normalised features. */
  KALDI_NATIVE_FBANK("kaldi-native-fbank", true),
  /**
   * Python's ONNX Runtime: on the stored features where the model alone is checked, on those of
   * kaldi-native-fbank where the whole path is.
   */
  ONNXRUNTIME("onnxruntime", false);

  private final String label;
  private final boolean frontEnd;

  Peer(String label, boolean frontEnd) {
    this.label = label;
    this.frontEnd = frontEnd;
  }

  /** The name in text for people. */
  public String label() {
    return label;
  }

  /** Whether its results are features; those of the others are embeddings. */
  public boolean isFrontEnd() {
    return frontEnd;
  }
}
