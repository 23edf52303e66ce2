package org.speakerbench.golden.pack;

/**
 * Every tolerance of the parity check, with its reason.
 *
 * <p>A limit is relative to what independent float32 implementations reach <em>on the same
 * clip</em>, as stored in the pack: one fixed tolerance for all clips is either useless (for
 * speech) or fails correct code (a chirp leaves mel bins almost empty, where the rounding of a
 * float32 FFT shows). "Measured" means on the published pack, five models, x86-64 with AVX-512.
 */
public final class Limits {

  /** {@code SAMPLES}: integer PCM over 2^(b-1) is exact in float32, so any difference is a bug. */
  public static final double SAMPLES_MAX_ABS = 0;

  /**
   * {@link #fbankMaxAbs}: twice the worse library; the chance of agreeing signs is not counted on.
   */
  public static final double FBANK_MAX_FACTOR = 2;

  /**
   * {@link #fbankMaxAbs}: the least error that a library is taken to have. A float32 FFT reaches
   * 1e-4 on almost any speech (measured: 1.2e-4 to 9e-4); without it, clips on which both libraries
   * happen to be exact (digital silence) would allow nothing.
   */
  public static final double FBANK_MAX_BASE = 1e-4;

  /**
   * {@link #fbankMaxAbs} of energies without the logarithm, of the clip's largest: what float32
   * reaches (measured: 1.6e-6, and 3.3e-6 on a chirp).
   */
  public static final double FBANK_LINEAR_BASE = 1e-6;

  /** {@link #fbankRms}: an RMS averages over thousands of cells, so it scatters little. */
  public static final double FBANK_RMS_FACTOR = 1.5;

  /**
   * {@link #fbankRms}: the least RMS limit. Log-mel lies between -15.95 and 16; storing it as
   * float32 alone costs up to half an ulp, 2^-21 = 4.8e-7, and the subtraction of a float32 mean
   * twice more (RMS of three such roundings: 4.8e-7). Reached only where both libraries are exact.
   */
  public static final double FBANK_RMS_BASE = 1e-6;

  /**
   * {@code NORMALISED}: mean over the frames of a normalised bin. Rounding the mean to float32
   * leaves 4.8e-7, a float32 sum up to 4e-6 (PyTorch, 298 to 360 000 frames), a careless one ten
   * times that. A mean that was not subtracted, or twice, leaves 1 to 15.
   */
  public static final double ZERO_MEAN = 1e-4;

  /**
   * {@link #inference}: relative L2 that another instruction set or version of ONNX Runtime may
   * cause. Measured on speech: 2.1e-5 (CAM++) to 2.0e-4 (ERes2Net-Huge, which has 3.6e-4 on the
   * chirp); a wrong operator is at 1e-2 and beyond.
   */
  public static final double INFERENCE_BASE = 3e-4;

  /** {@link #inference}: room over the error of ONNX Runtime 1.16.1 where a clip amplifies it. */
  public static final double INFERENCE_FACTOR = 3;

  /**
   * {@code INFERENCE}: cosine against PyTorch, which 3D-Speaker's exporter prints as 1.0000. It
   * also bounds the relative limit: 1e-6 below 1 is a relative L2 of 1.4e-3.
   */
  public static final double INFERENCE_MIN_COSINE = 0.999999;

  /**
   * Stages of a model in a reduced precision: cosine with the reference. There is no limit of
   * parity: bfloat16 keeps 8 bits of each factor, which costs trained weights a cosine of some 3e-4
   * and synthetic ones up to 0.05. Clips of two speakers have less than this one.
   */
  public static final double REDUCED_MIN_COSINE = 0.9;

  /**
   * {@code BATCH}: relative L2 of an embedding in a batch against that of the clip alone. The
   * arithmetic is the same, only sums may be taken in another order (measured: 4.6e-6 for CAM++, 0
   * for ERes2Net).
   */
  public static final double BATCH = 5e-5;

  /**
   * {@link #endToEnd}: relative L2 that correct features cause. Measured: the C++ runtime up to
   * 1.1e-3.
   */
  public static final double END_TO_END_BASE = 1e-3;

  /**
   * {@link #endToEnd}: room over the error that kaldi-native-fbank's features cause. That error
   * holds the rounding of both libraries, ours against torchaudio that of one, so 2 is ample.
   */
  public static final double END_TO_END_FACTOR = 2;

  /**
   * {@link #endToEnd}: the largest limit, whatever a pack says. Different voices are as little as
   * 0.30 apart (measured: ERes2NetV2; 0.40 to 0.81 the closest of the other models), so a larger
   * limit would prove nothing. The largest in the published pack is 0.091, for the chirp and
   * ERes2Net-Huge. The exporter refuses a clip on which kaldi-native-fbank's error is beyond it.
   */
  public static final double END_TO_END_CAP = 0.1;

  /**
   * {@code DISTINCT}: different voices are this many end-to-end limits apart at least, so that a
   * constant embedding or swapped clips cannot pass (measured: 270 and more).
   */
  public static final double DISTINCT_FACTOR = 20;

  /**
   * {@link FeatureAgreement}: relative error of an energy, and so the error of its logarithm, of
   * torchaudio or kaldi-native-fbank in loud cells (measured: 4.5e-3 on natural speech, 9e-4 on the
   * published pack's). The exporter refuses to write a pack that is beyond it.
   */
  public static final double AGREEMENT_BASE = 5e-3;

  /**
   * {@link FeatureAgreement}: float32 epsilon, the rounding of the FFT relative to the loudest
   * cell.
   */
  public static final double AGREEMENT_EPSILON = 0x1p-23;

  /**
   * {@link FeatureAgreement}: of the log energy, a plain sum of squares (measured: 9e-6, and 4.8e-5
   * where float32 rounds resampled samples).
   */
  public static final double AGREEMENT_ENERGY = 5e-4;

  /**
   * Stored normalised features against torchaudio minus its mean, for the reasons of {@link
   * #ZERO_MEAN}.
   */
  public static final double AGREEMENT_NORMALISED = 1e-4;

  /**
   * Agreement of references: how many times the second largest error, and the base of the limit,
   * the largest error may be. Limits grow with the largest error of a reference, so one damaged
   * value would allow as much everywhere; rounding errors have no such value (measured: 3.8 times
   * for features, 2.0 for embeddings). Damage that stays below raises a limit five times at most.
   */
  public static final double AGREEMENT_OUTLIER = 5;

  /**
   * Agreement of embeddings: relative L2 of Python's ONNX Runtime against PyTorch. {@link
   * #INFERENCE_MIN_COSINE} bounds it by 1.4e-3, but for a factor, which a cosine does not see.
   */
  public static final double AGREEMENT_INFERENCE = 1.5e-3;

  /**
   * Agreement of embeddings: share of an error that may lie along the embedding itself, where the
   * error raises a limit. Rounding points anywhere (measured: 0.16 and less, and 0.55 for the chirp
   * and CAM++), an embedding times a factor points there alone.
   */
  public static final double AGREEMENT_ALONG = 0.9;

  private Limits() {}

  /**
   * {@code FBANK}: largest error of raw features against float64.
   *
   * @param base the least error that a library is taken to have: {@link #FBANK_MAX_BASE}, or {@link
   *     #FBANK_LINEAR_BASE} times the clip's largest value
   * @param libraries largest errors on this clip of the libraries that compute its options
   */
  public static double fbankMaxAbs(double base, double... libraries) {
    double worst = base;
    for (double error : libraries) {
      worst = Math.max(worst, error);
    }
    return FBANK_MAX_FACTOR * worst;
  }

  /**
   * {@code FBANK}: RMS error of raw features against float64.
   *
   * <p>Both limits hold for {@code NORMALISED} too: subtracting the mean subtracts the mean of the
   * errors from each, which can only lower their RMS; it could double the largest error, but only
   * if all frames of a bin were wrong by the same amount, which is a systematic error that ought to
   * fail.
   *
   * @param base the least limit: {@link #FBANK_RMS_BASE}, for energies without the logarithm times
   *     the clip's largest value
   * @param libraries RMS errors on this clip of the libraries that compute its options, at least
   *     one
   */
  public static double fbankRms(double base, double... libraries) {
    double best = Double.POSITIVE_INFINITY;
    for (double error : libraries) {
      best = Math.min(best, error);
    }
    return Math.max(base, FBANK_RMS_FACTOR * best);
  }

  /**
   * {@code INFERENCE}: relative L2 against the reference on the same features.
   *
   * @param onnxruntime relative L2 of Python's ONNX Runtime on this clip
   */
  public static double inference(double onnxruntime) {
    return Math.max(INFERENCE_BASE, INFERENCE_FACTOR * onnxruntime);
  }

  /**
   * {@code END_TO_END}: relative L2 from WAV to embedding.
   *
   * @param knf relative L2 of Python's ONNX Runtime on kaldi-native-fbank's features of this clip
   */
  public static double endToEnd(double knf) {
    return Math.min(END_TO_END_CAP, Math.max(END_TO_END_BASE, END_TO_END_FACTOR * knf));
  }
}
