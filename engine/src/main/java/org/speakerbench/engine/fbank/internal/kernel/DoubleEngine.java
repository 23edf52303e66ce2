package org.speakerbench.engine.fbank.internal.kernel;

import java.util.Arrays;
import java.util.function.Supplier;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.internal.transform.Log;
import org.speakerbench.engine.fbank.internal.transform.MelBanks;
import org.speakerbench.engine.fbank.internal.transform.PowerSpectrum;
import org.speakerbench.engine.fbank.internal.transform.Window;

/**
 * FBank with every option, frame by frame in double: for what {@link FloatEngine} does not cover.
 * Per frame: noise if asked for, remove the mean, pre-emphasise, window, pad with zeros, power
 * spectrum, mel filters, logarithm floored at 2^-23.
 */
public final class DoubleEngine extends FrameEngine {
  /** Kaldi floors energies at the float epsilon before the logarithm. */
  private static final double ENERGY_FLOOR = Math.ulp(1.0f);

  /** Tables, shared by all engines of one filter bank; the window has the scale of the samples. */
  private record Tables(
      FbankOptions options,
      double[] window,
      PowerSpectrum fft,
      MelBanks mel,
      EnergyFloorWatch floorWatch) {
    Tables(FbankOptions options, MelBanks mel) {
      this(
          options,
          scaled(Window.coefficients(options.frame()), options.scale().factor()),
          PowerSpectrum.ofSize(options.frame().fftSize()),
          mel,
          new EnergyFloorWatch(options));
    }

    private static double[] scaled(double[] window, int factor) {
      for (int i = 0; i < window.length; i++) {
        window[i] *= factor; // exact: a power of two
      }
      return window;
    }
  }

  private final FbankOptions options;
  private final double preEmphasis;
  private final double[] window;
  private final PowerSpectrum fft;
  private final MelBanks mel;
  private final EnergyFloorWatch floorWatch;
  private final FrameReader reader;
  private final double[] z;
  private final double[] spectrum;
  private final double[] energies;

  /** Frames of a call that are not silent, and those whose energy is below its floor. */
  private int sounding;

  private int flattened;

  /** Makes engines for some options, which share their tables. */
  public static Supplier<FrameEngine> supplier(FbankOptions options, MelBanks mel) {
    Tables tables = new Tables(options, mel);
    return () -> new DoubleEngine(tables);
  }

  private DoubleEngine(Tables tables) {
    options = tables.options();
    preEmphasis = options.frame().preEmphasis();
    window = tables.window();
    fft = tables.fft();
    mel = tables.mel();
    floorWatch = tables.floorWatch();
    reader = new FrameReader(options.frame(), options.scale(), samples());
    z = new double[fft.bufferSize()];
    spectrum = new double[options.frame().fftSize() / 2 + 1];
    energies = new double[options.mel().bins()];
  }

  @Override
  public boolean compute(long first, int count, float[] out, int outStart) {
    sounding = 0;
    flattened = 0;
    for (int f = 0; f < count; f++) {
      reader.read(first + f);
      if (!frame(reader.source(), reader.offset(), out, outStart + f * options.dim())) {
        return false;
      }
    }
    floorWatch.count(sounding, flattened);
    return true;
  }

  /** One row of features; false if a sample is not finite, which the arithmetic would hide. */
  private boolean frame(float[] samples, int start, float[] out, int row) {
    double mean = preEmphasize(samples, start, z);
    if (!Double.isFinite(mean)) {
      return false;
    }
    if (!options.frame().removeDcOffset()) {
      mean = 0;
    }
    window(mean, z);
    int firstBin = row;
    if (options.useEnergy()) {
      double energy = options.rawEnergy() ? rawEnergy(samples, start, mean) : energy(z);
      out[options.htkCompat() ? row + energies.length : firstBin++] = (float) logEnergy(energy);
    }
    fft.compute(z, spectrum);
    if (!options.usePower()) {
      for (int k = 0; k < spectrum.length; k++) {
        spectrum[k] = Math.sqrt(spectrum[k]);
      }
    }
    mel.apply(spectrum, energies);
    if (options.useLog()) {
      for (int b = 0; b < energies.length; b++) {
        // Not Math.max: its handling of NaN and signed zeros costs, and neither occurs.
        double energy = energies[b] > ENERGY_FLOOR ? energies[b] : ENERGY_FLOOR;
        out[firstBin + b] = (float) Log.ln(energy);
      }
    } else {
      for (int b = 0; b < energies.length; b++) {
        out[firstBin + b] = (float) energies[b];
      }
    }
    return true;
  }

  private double rawEnergy(float[] samples, int start, double mean) {
    double scale = options.scale().factor();
    double sum = 0;
    for (int i = 0; i < window.length; i++) {
      double sample = samples[start + i] - mean;
      sum += sample * sample;
    }
    return sum * scale * scale;
  }

  private double energy(double[] z) {
    double sum = 0;
    for (int i = 0; i < window.length; i++) {
      sum += z[i] * z[i];
    }
    return sum;
  }

  private double logEnergy(double energy) {
    sounding += energy > ENERGY_FLOOR ? 1 : 0;
    flattened += energy > ENERGY_FLOOR && energy < options.energyFloor() ? 1 : 0;
    return Math.log(Math.max(Math.max(energy, ENERGY_FLOOR), options.energyFloor()));
  }

  /**
   * x[i] - c x[i - 1], with x[0] for x[-1]; returns the mean of x. Four partial sums: independent
   * additions instead of one long chain.
   */
  private double preEmphasize(float[] samples, int start, double[] z) {
    double coefficient = preEmphasis;
    int length = window.length;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double previous = samples[start];
    int i = 0;
    for (; i < length - 3; i += 4) {
      double first = samples[start + i];
      double second = samples[start + i + 1];
      double third = samples[start + i + 2];
      double fourth = samples[start + i + 3];
      z[i] = first - coefficient * previous;
      z[i + 1] = second - coefficient * first;
      z[i + 2] = third - coefficient * second;
      z[i + 3] = fourth - coefficient * third;
      previous = fourth;
      a += first;
      b += second;
      c += third;
      d += fourth;
    }
    for (; i < length; i++) {
      double sample = samples[start + i];
      z[i] = sample - coefficient * previous;
      previous = sample;
      a += sample;
    }
    return ((a + b) + (c + d)) / length;
  }

  /** Removes what pre-emphasis left of the mean, then windows; zeros after the frame. */
  private void window(double mean, double[] z) {
    double offset = mean * (1 - preEmphasis);
    for (int i = 0; i < window.length; i++) {
      z[i] = (z[i] - offset) * window[i];
    }
    Arrays.fill(z, window.length, z.length, 0);
  }
}
