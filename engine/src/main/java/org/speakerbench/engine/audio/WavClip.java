package org.speakerbench.engine.audio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A WAV file to one channel of samples. */
final class WavClip {
  /**
   * Peaks above it draw a warning. Floats that were boosted or not clipped reach a few times full
   * scale; speech that is scaled like 16-bit integers reaches thousands.
   */
  private static final float LOUD = 16;

  private WavClip() {}

  static DecodedWav decode(ByteSource source, String file, ChannelChoice choice)
      throws IOException {
    WavParser.Layout layout = WavParser.parse(source, file);
    float[] samples = SampleDecoder.decode(source, layout, choice, file);
    WavInfo info = layout.info();
    if (info.encoding() == WavInfo.Encoding.FLOAT) {
      float peak = 0;
      for (float sample : samples) {
        peak = Math.max(peak, Math.abs(sample));
      }
      if (peak > LOUD) {
        info = with(info, loud(peak));
      }
    }
    return new DecodedWav(new Waveform(samples, info.sampleRateHz()), info);
  }

  private static String loud(float peak) {
    return "float samples reach "
        + String.format(Locale.ROOT, "%.6g", peak)
        + " where full scale is 1: 16-bit scale? They are used as they are";
  }

  private static WavInfo with(WavInfo info, String warning) {
    List<String> warnings = new ArrayList<>(info.warnings());
    warnings.add(warning);
    return new WavInfo(
        info.sampleRateHz(),
        info.channels(),
        info.frames(),
        info.bitsPerSample(),
        info.encoding(),
        warnings);
  }
}
