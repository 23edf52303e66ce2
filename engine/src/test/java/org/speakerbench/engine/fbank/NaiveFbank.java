package org.speakerbench.engine.fbank;

import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.fbank.config.MelOptions;

/**
 * Kaldi's filter bank written down as its source defines it, one frame and one filter at a time,
 * with the transform by its definition: slow, and independent of the code that it is held against.
 */
public final class NaiveFbank {
  private static final double EPSILON = 1.1920928955078125e-7;

  private NaiveFbank() {}

  public static double[][] compute(FbankOptions o, float[] samples) {
    FrameOptions f = o.frame();
    int length = (int) ((float) f.sampleRateHz() * 0.001 * (float) f.lengthMs());
    int shift = (int) ((float) f.sampleRateHz() * 0.001 * (float) f.shiftMs());
    int frames =
        f.snipEdges()
            ? 1 + (samples.length - length) / shift
            : (samples.length + shift / 2) / shift;
    double[][] rows = new double[frames][];
    for (int frame = 0; frame < frames; frame++) {
      int start = f.snipEdges() ? frame * shift : frame * shift + shift / 2 - length / 2;
      rows[frame] = row(o, samples, start, length);
    }
    return rows;
  }

  private static double[] row(FbankOptions o, float[] samples, int start, int length) {
    FrameOptions f = o.frame();
    double[] x = new double[length];
    double mean = 0;
    for (int i = 0; i < length; i++) {
      int at = start + i;
      while (at < 0 || at >= samples.length) {
        at = at < 0 ? -at - 1 : 2 * samples.length - 1 - at;
      }
      x[i] = samples[at] * o.scale().factor();
      mean += x[i] / length;
    }
    double raw = 0;
    for (int i = 0; i < length; i++) {
      x[i] -= f.removeDcOffset() ? mean : 0;
      raw += x[i] * x[i];
    }
    for (int i = length - 1; i >= 0; i--) {
      x[i] -= f.preEmphasis() * x[Math.max(0, i - 1)];
    }
    double windowed = 0;
    for (int i = 0; i < length; i++) {
      x[i] *= window(f, i, length);
      windowed += x[i] * x[i];
    }
    int size = length;
    while (f.roundToPowerOfTwo() && Integer.bitCount(size) != 1) {
      size++;
    }
    double[] mel = mel(o, x, size);
    if (!o.useEnergy()) {
      return mel;
    }
    double energy = Math.log(Math.max(EPSILON, o.rawEnergy() ? raw : windowed));
    if (o.energyFloor() > 0) {
      energy = Math.max(energy, Math.log(o.energyFloor()));
    }
    double[] row = new double[mel.length + 1];
    System.arraycopy(mel, 0, row, o.htkCompat() ? 0 : 1, mel.length);
    row[o.htkCompat() ? mel.length : 0] = energy;
    return row;
  }

  private static double window(FrameOptions f, int i, int length) {
    double a = 2 * Math.PI * i / (length - 1);
    double b = f.blackmanCoefficient();
    return switch (f.window()) {
      case POVEY -> Math.pow(0.5 - 0.5 * Math.cos(a), 0.85);
      case HAMMING -> 0.54 - 0.46 * Math.cos(a);
      case HANNING -> 0.5 - 0.5 * Math.cos(a);
      case RECTANGULAR -> 1;
      case SINE -> Math.sin(Math.PI * i / (length - 1));
      case BLACKMAN -> b - 0.5 * Math.cos(a) + (0.5 - b) * Math.cos(2 * a);
    };
  }

  private static double[] mel(FbankOptions o, double[] x, int size) {
    double rate = o.frame().sampleRateHz();
    MelOptions m = o.mel();
    double low = m.lowHz();
    double high = m.highHz() > 0 ? m.highHz() : rate / 2 + m.highHz();
    double delta = (toMel(high) - toMel(low)) / (m.bins() + 1);
    double[] points = new double[m.bins() + 2];
    for (int p = 0; p < points.length; p++) {
      points[p] = warped(m, rate, low, high, toMel(low) + p * delta);
    }
    double[] cos = new double[size];
    double[] sin = new double[size];
    for (int n = 0; n < size; n++) {
      cos[n] = Math.cos(2 * Math.PI * n / size);
      sin[n] = Math.sin(2 * Math.PI * n / size);
    }
    double[] energies = new double[m.bins()];
    boolean first = m.htkMode() && m.lowHz() != 0;
    for (int k = 0; k < size / 2; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < x.length; n++) {
        int turn = (int) ((long) k * n % size);
        re += x[n] * cos[turn];
        im -= x[n] * sin[turn];
      }
      double power = o.usePower() ? re * re + im * im : Math.hypot(re, im);
      double at = toMel(k * rate / size);
      for (int b = 0; b < m.bins(); b++) {
        double left = points[b];
        double centre = points[b + 1];
        double right = points[b + 2];
        if (at > left && at < right) {
          double weight =
              at <= centre ? (at - left) / (centre - left) : (right - at) / (right - centre);
          energies[b] += first && b == 0 ? 0 : weight * power;
          first &= b != 0;
        }
      }
    }
    for (int b = 0; m.htkMode() && b < energies.length; b++) {
      energies[b] = Math.max(1, energies[b]);
    }
    for (int b = 0; o.useLog() && b < energies.length; b++) {
      energies[b] = Math.log(Math.max(EPSILON, energies[b]));
    }
    return energies;
  }

  private static double warped(MelOptions m, double rate, double low, double high, double mel) {
    double warp = m.vtlnWarp();
    if (warp == 1) {
      return mel;
    }
    double hz = 700 * (Math.exp(mel / 1127) - 1);
    double l = m.vtlnLowHz() * Math.max(1, warp);
    double h =
        (m.vtlnHighHz() < 0 ? rate / 2 + m.vtlnHighHz() : m.vtlnHighHz()) * Math.min(1, warp);
    if (hz < l) {
      return toMel(low + (l / warp - low) / (l - low) * (hz - low));
    }
    return toMel(hz < h ? hz / warp : high + (high - h / warp) / (high - h) * (hz - high));
  }

  private static double toMel(double hz) {
    return 1127 * Math.log(1 + hz / 700);
  }
}
