package org.speakerbench.bench.accuracy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Resampler;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.MelOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.config.WindowType;

/**
 * The mistakes that users of other toolkits make, by name; {@code golden/python/front_ends.py}
 * measures most of them as cosines.
 */
public final class KnownVariants {
  /** Of the filters of sherpa-onnx, {@code sherpa-onnx/csrc/features.h}, below Nyquist. */
  private static final double SHERPA_HIGH_HZ = -400;

  private static final int TELEPHONE_HZ = 8000;

  private static final Map<String, FrontEndVariant> ALL = new LinkedHashMap<>();

  static {
    add("scale-16bit", fbank(o -> o.withScale(SampleScale.INT16)));
    add("scale-unit", fbank(o -> o.withScale(SampleScale.UNIT)));
    add("hamming", window(WindowType.HAMMING));
    add("hanning", window(WindowType.HANNING));
    add("povey", window(WindowType.POVEY));
    add("no-mean", own -> new FrontEnd(own.fbank(), MeanNormalization.NONE));
    // Full scale: 1.0 on samples in [-1, 1), the C++ runtime's default where the key is missing.
    addNoise("dither-1", 1);
    // One step of 16 bits: Kaldi's 1.0 on the samples that it means.
    addNoise("dither-kaldi", 1.0 / SampleScale.INT16.factor());
    add("snip-edges-off", KnownVariants::withoutSnipping);
    add("high-freq-minus-400", KnownVariants::withLowerEdge);
    add("sherpa-onnx", own -> withoutSnipping(withLowerEdge(own)));
    add(
        "wespeaker",
        fbank(
            o ->
                o.withScale(SampleScale.INT16)
                    .withFrame(o.frame().withWindow(WindowType.HAMMING))));
    ALL.put(
        "8khz",
        new FrontEndVariant("8khz", UnaryOperator.identity(), KnownVariants::telephone, false));
  }

  private KnownVariants() {}

  /** Their names. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static boolean isKnown(String name) {
    return ALL.containsKey(name);
  }

  static FrontEndVariant require(String name) {
    FrontEndVariant variant = ALL.get(name);
    if (variant == null) {
      throw new SpeakerbenchException(
          "front end: found "
              + name
              + ", expected one of "
              + String.join(", ", ALL.keySet())
              + ", or NAME=CONFIG");
    }
    return variant;
  }

  private static void add(String name, UnaryOperator<FrontEnd> change) {
    ALL.put(name, new FrontEndVariant(name, change, UnaryOperator.identity(), false));
  }

  private static void addNoise(String name, double share) {
    ALL.put(name, new FrontEndVariant(name, dither(share), UnaryOperator.identity(), true));
  }

  private static UnaryOperator<FrontEnd> fbank(UnaryOperator<FbankOptions> change) {
    return own -> own.withFbank(change.apply(own.fbank()));
  }

  private static UnaryOperator<FrontEnd> window(WindowType window) {
    return fbank(o -> o.withFrame(o.frame().withWindow(window)));
  }

  /** Of a share of full scale, whatever the unit of the samples; clips get seeds of their own. */
  private static UnaryOperator<FrontEnd> dither(double share) {
    return fbank(o -> o.withFrame(o.frame().withDither(share * o.scale().factor(), 1)));
  }

  private static FrontEnd withoutSnipping(FrontEnd own) {
    FrameOptions f = own.fbank().frame();
    FrameOptions other =
        new FrameOptions(
            f.sampleRateHz(),
            f.shiftMs(),
            f.lengthMs(),
            f.dither(),
            f.ditherSeed(),
            f.preEmphasis(),
            f.removeDcOffset(),
            f.window(),
            f.blackmanCoefficient(),
            f.roundToPowerOfTwo(),
            false,
            f.allowDownSample(),
            f.allowUpSample());
    return own.withFbank(own.fbank().withFrame(other));
  }

  private static FrontEnd withLowerEdge(FrontEnd own) {
    MelOptions m = own.fbank().mel();
    MelOptions other =
        new MelOptions(
            m.bins(),
            m.lowHz(),
            SHERPA_HIGH_HZ,
            m.vtlnLowHz(),
            m.vtlnHighHz(),
            m.vtlnWarp(),
            m.htkMode());
    return own.withFbank(own.fbank().withMel(other));
  }

  /** Audio that was on a telephone line, at the rate that it has now. */
  private static Waveform telephone(Waveform clip) {
    return clip.sampleRateHz() <= TELEPHONE_HZ
        ? clip
        : Resampler.resample(Resampler.resample(clip, TELEPHONE_HZ), clip.sampleRateHz());
  }
}
