package org.speakerbench.golden;

/** Other implementations whose results a pack holds: what is reached beside what is demanded. */
public enum Peer {
  /** Raw and normalised features. */
  TORCHAUDIO("torchaudio"),
  /** Raw and normalised features. */
  KALDI_NATIVE_FBANK("kaldi-native-fbank"),
  /**
   * Python's ONNX Runtime: on the stored features at {@link Stage#INFERENCE} and {@link
   * Stage#SWEEP}, on those of kaldi-native-fbank at {@link Stage#END_TO_END}.
   */
  ONNXRUNTIME("onnxruntime");

  private final String label;

  Peer(String label) {
    this.label = label;
  }

  /** The name in text for people. */
  public String label() {
    return label;
  }

  /** The name as a column of {@code parity.csv}. */
  String column() {
    return label.replace('-', '_');
  }
}
