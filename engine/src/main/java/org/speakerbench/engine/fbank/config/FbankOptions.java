package org.speakerbench.engine.fbank.config;

/**
 * How log-mel features are computed: {@code fbank_config.json} and what the command line adds to
 * it. Names and defaults follow Kaldi's {@code feature-fbank.h}, except the dither, which is off
 * unless it is asked for.
 *
 * @param frame framing, window and sample rate
 * @param mel the filters
 * @param scale what full scale is; dither, the floors and the energies are in its unit
 * @param useEnergy whether the log energy of the frame is a column of the features
 * @param energyFloor least energy of that column, before the logarithm; 0 for none but 2^-23
 * @param rawEnergy whether that energy is of the samples, after removing their mean; otherwise of
 *     the frame after pre-emphasis and window
 * @param htkCompat whether that column is the last; otherwise it is the first
 * @param useLog natural logarithm of the mel energies, floored at 2^-23; otherwise the energies
 * @param usePower power spectrum; otherwise magnitude
 */
public record FbankOptions(
    FrameOptions frame,
    MelOptions mel,
    SampleScale scale,
    boolean useEnergy,
    double energyFloor,
    boolean rawEnergy,
    boolean htkCompat,
    boolean useLog,
    boolean usePower) {

  /** The front end of the 3D-Speaker models: 80 bins, 25 ms frames every 10 ms, 16 kHz. */
  public static final FbankOptions STANDARD =
      new FbankOptions(
          FrameOptions.STANDARD,
          MelOptions.STANDARD,
          SampleScale.UNIT,
          false,
          0,
          true,
          false,
          true,
          true);

  public FbankOptions {
    Requirement.that(
        energyFloor >= 0 && Double.isFinite(energyFloor),
        "energy_floor",
        energyFloor,
        "0 (none) or more");
    mel.requireFits(frame);
  }

  /** Rate of the samples, Hz. */
  public double sampleRateHz() {
    return frame.sampleRateHz();
  }

  /** Columns of the features: the mel bins, and the energy if it is asked for. */
  public int dim() {
    return mel.bins() + (useEnergy ? 1 : 0);
  }

  /** These options with another framing. */
  public FbankOptions withFrame(FrameOptions other) {
    return new FbankOptions(
        other, mel, scale, useEnergy, energyFloor, rawEnergy, htkCompat, useLog, usePower);
  }

  /** These options with other filters. */
  public FbankOptions withMel(MelOptions other) {
    return new FbankOptions(
        frame, other, scale, useEnergy, energyFloor, rawEnergy, htkCompat, useLog, usePower);
  }

  /** These options for another full scale; dither and energy floor stay the same numbers. */
  public FbankOptions withScale(SampleScale other) {
    return new FbankOptions(
        frame, mel, other, useEnergy, energyFloor, rawEnergy, htkCompat, useLog, usePower);
  }
}
