package org.speakerbench.golden.check;

import java.util.function.DoubleUnaryOperator;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * A filter bank of the standard options in double, by the definition of the transform, that other
 * people's choices can be put into: it shares no code with the engine.
 *
 * @param trianglesInHz whether filters rise and fall linearly in Hz, as HTK's and librosa's, and
 *     not in mel as Kaldi's
 * @param logarithm of an energy
 */
record OtherFbank(boolean trianglesInHz, DoubleUnaryOperator logarithm)
    implements Control.FrontEndStep {
  private static final int SIZE = 512;
  private static final int LENGTH = 400;
  private static final int SHIFT = 160;
  private static final int BINS = 80;
  private static final double FLOOR = 0x1p-23;
  private static final double[] COS = new double[SIZE];

  static {
    for (int i = 0; i < SIZE; i++) {
      COS[i] = Math.cos(2 * Math.PI * i / SIZE);
    }
  }

  /** Kaldi's choices: what a control is compared with to show that it differs by one thing. */
  static final OtherFbank KALDI = new OtherFbank(false, OtherFbank::flooredLog);

  static double flooredLog(double energy) {
    return Math.log(Math.max(FLOOR, energy));
  }

  @Override
  public Features apply(Waveform clip, FbankOptions frontEnd) {
    int frames = 1 + (clip.samples().length - LENGTH) / SHIFT;
    float[] data = new float[frames * BINS];
    double[][] weights = weights();
    for (int f = 0; f < frames; f++) {
      double[] power = power(clip.samples(), f * SHIFT);
      for (int b = 0; b < BINS; b++) {
        double energy = 0;
        for (int k = 0; k < power.length; k++) {
          energy += weights[b][k] * power[k];
        }
        data[f * BINS + b] = (float) logarithm.applyAsDouble(energy);
      }
    }
    return new Features(frames, BINS, data);
  }

  private static double[] power(float[] samples, int start) {
    double[] x = new double[LENGTH];
    double mean = 0;
    for (int i = 0; i < LENGTH; i++) {
      mean += samples[start + i] / (double) LENGTH;
    }
    for (int i = 0; i < LENGTH; i++) {
      double previous = samples[start + Math.max(0, i - 1)] - mean;
      double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (LENGTH - 1));
      x[i] = (samples[start + i] - mean - 0.97 * previous) * Math.pow(hann, 0.85);
    }
    double[] power = new double[SIZE / 2];
    for (int k = 0; k < power.length; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < LENGTH; n++) {
        re += x[n] * COS[k * n & SIZE - 1];
        im += x[n] * COS[k * n + SIZE / 4 & SIZE - 1];
      }
      power[k] = re * re + im * im;
    }
    return power;
  }

  private double[][] weights() {
    double low = mel(20);
    double step = (mel(8000) - low) / (BINS + 1);
    double[][] weights = new double[BINS][SIZE / 2];
    for (int b = 0; b < BINS; b++) {
      double left = axis(low + b * step);
      double centre = axis(low + (b + 1) * step);
      double right = axis(low + (b + 2) * step);
      for (int k = 0; k < SIZE / 2; k++) {
        double at = axis(mel(k * 31.25));
        weights[b][k] =
            Math.max(0, Math.min((at - left) / (centre - left), (right - at) / (right - centre)));
      }
    }
    return weights;
  }

  private double axis(double mel) {
    return trianglesInHz ? 700 * (Math.exp(mel / 1127) - 1) : mel;
  }

  private static double mel(double hz) {
    return 1127 * Math.log(1 + hz / 700);
  }
}
