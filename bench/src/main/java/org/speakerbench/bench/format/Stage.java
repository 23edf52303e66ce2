package org.speakerbench.bench.format;

import org.speakerbench.engine.SpeakerbenchException;

/** A timed part of the way from WAV file to embedding, or a ceiling of the machine. */
public enum Stage {
  /** WAV file to samples. */
  READ("read", false, true),
  /** Samples to raw features. */
  FBANK("fbank", false, true),
  /** Normalised features to an embedding. */
  INFER("infer", true, true),
  /** Samples to an embedding. */
  E2E("e2e", true, true),
  /** The same for clips of several lengths in turn, as users have them. */
  E2E_IN_TURN("e2e-in-turn", true, true),
  /** The same, each of a length that the session has never seen. */
  E2E_NEW("e2e-new", true, true),
  /**
   * WAV file to embedding file: reading, FBank, inference and writing, what the C++ tool's own
   * timer is around.
   */
  EXTRACT("extract", true, true),
  /** Model file to a session that can be run. */
  LOAD("load", true, false),
  /** Start of a process to its first embedding. */
  COLD("cold", true, false),
  /** A large matrix product through ONNX Runtime: what inference could reach on this machine. */
  GEMM("gemm", false, false),
  /** The same product of bytes: what a quantised model could reach. */
  GEMM_INT8("gemm-int8", false, false),
  /** The same product of float16. */
  GEMM_F16("gemm-f16", false, false),
  /** The same product of bfloat16. */
  GEMM_BF16("gemm-bf16", false, false),
  /** Multiply-adds in registers: what one core of this machine can reach. */
  FMA("fma", false, false);

  private final String label;
  private final boolean perModel;
  private final boolean perAudio;

  Stage(String label, boolean perModel, boolean perAudio) {
    this.label = label;
    this.perModel = perModel;
    this.perAudio = perAudio;
  }

  /** Name in the CSVs. */
  public String label() {
    return label;
  }

  /** Whether the model matters; otherwise the stage is measured once. */
  public boolean perModel() {
    return perModel;
  }

  /** Whether time per audio, the real-time factor, means something. */
  public boolean perAudio() {
    return perAudio;
  }

  /** Whether clips differ in length: measured where it is asked for, or where it matters. */
  public boolean otherLengths() {
    return this == E2E_IN_TURN || this == E2E_NEW;
  }

  /** Whether it is a ceiling of the machine: neither model nor audio matter. */
  public boolean perMachine() {
    return !perModel && !perAudio;
  }

  /** Whether it is a matrix product through ONNX Runtime, of whatever numbers. */
  public boolean isProduct() {
    return this == GEMM || this == GEMM_INT8 || this == GEMM_F16 || this == GEMM_BF16;
  }

  /**
   * The stage of a name.
   *
   * @throws SpeakerbenchException naming all, if there is none
   */
  public static Stage of(String label) {
    return Labels.find(values(), Stage::label, label, "stage");
  }
}
