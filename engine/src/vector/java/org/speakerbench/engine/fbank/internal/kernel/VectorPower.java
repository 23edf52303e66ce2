package org.speakerbench.engine.fbank.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The last butterflies of the FFT of {@link LogMelPlan} and the powers of the spectrum, in the
 * lanes of vectors.
 *
 * <p>The butterfly with the outputs Z[k1 + 16 c + 64 d], d = 0 .. 3, and that with the outputs
 * Z[(16 - k1) + 16 (3 - c) + 64 d] have each other's mirror images, Z[256 - k]. So both are done
 * together, and their outputs go to powers without being stored, where there are the registers for
 * it. That holds for k1 = 1 .. 8; the four butterflies of k1 = 0 are done one by one.
 */
final class VectorPower {
  private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
  private static final int LANES = VectorKernel.LANES;
  private static final int VALUE = VectorKernel.VALUE;
  private static final int HALF = LogMelPlan.COMPLEX / 2;

  /** A pair takes some twenty registers: with AVX-512 there are 32, else 16. */
  private static final boolean IN_REGISTERS = LANES >= 16;

  /** Pairs of butterflies: four for each k1 = 1 .. 7, and two for k1 = 8, its own mirror image. */
  private static final int PAIRS = 30;

  /** Factors of a pair: cos, sin and -sin for each of four untanglings. */
  private static final int FACTORS = 12;

  private final LogMelPlan plan;
  private final VectorFft fft;
  private final float[] memory;

  /** Where Z[k] is. */
  private final int[] at = new int[LogMelPlan.COMPLEX];

  /** Where the values of a pair's butterflies begin, k1 + 16 c of the first, and its factors. */
  private final int[] firstAt = new int[PAIRS];

  private final int[] secondAt = new int[PAIRS];
  private final int[] bin = new int[PAIRS];
  private final float[] factors = new float[FACTORS * PAIRS];

  VectorPower(LogMelPlan plan, VectorFft fft, float[] memory) {
    this.plan = plan;
    this.fft = fft;
    this.memory = memory;
    for (int k = 0; k < at.length; k++) {
      at[k] = LogMelPlan.position(k) * VALUE;
    }
    int pair = 0;
    for (int k1 = 1; k1 <= 8; k1++) {
      for (int c = 0; c < (k1 == 8 ? 2 : 4); c++) {
        bin[pair] = k1 + 16 * c;
        firstAt[pair] = at[bin[pair]];
        secondAt[pair] = at[(16 - k1) + 16 * (3 - c)];
        factors(FACTORS * pair, bin[pair]);
        pair++;
      }
    }
  }

  /** The lower bins that are untangled for a pair: k, k + 64, 64 - k and 128 - k. */
  private void factors(int first, int k) {
    int[] bins = {k, k + 64, 64 - k, 128 - k};
    for (int i = 0; i < bins.length; i++) {
      factors[first + 3 * i] = plan.untangleCos[bins[i]];
      factors[first + 3 * i + 1] = plan.untangleSin[bins[i]];
      factors[first + 3 * i + 2] = -plan.untangleSin[bins[i]];
    }
  }

  /** Powers of the values from {@code base} on, which are half transformed, [256] from a place. */
  void compute(int base, int power) {
    if (IN_REGISTERS) {
      fft.radix4(base, VALUE, 4 * VALUE, 4);
      powers(base, power, 16);
      pairs(base, power);
    } else {
      fft.radix4(base, VALUE, 4 * VALUE, 64);
      powers(base, power, 1);
    }
  }

  /** Bins that are multiples of a step, from values that are transformed. */
  private void powers(int base, int power, int step) {
    float[] memory = this.memory;
    int[] at = this.at;
    FloatVector re0 = FloatVector.fromArray(SPECIES, memory, base);
    FloatVector sum = re0.add(FloatVector.fromArray(SPECIES, memory, base + LANES));
    sum.mul(sum).intoArray(memory, power);
    int half = base + at[HALF];
    FloatVector reHalf = FloatVector.fromArray(SPECIES, memory, half);
    FloatVector imHalf = FloatVector.fromArray(SPECIES, memory, half + LANES);
    reHalf.fma(reHalf, imHalf.mul(imHalf)).intoArray(memory, power + HALF * LANES);
    for (int k = step; k < HALF; k += step) {
      int low = base + at[k];
      int high = base + at[LogMelPlan.COMPLEX - k];
      FloatVector lowRe = FloatVector.fromArray(SPECIES, memory, low);
      FloatVector lowIm = FloatVector.fromArray(SPECIES, memory, low + LANES);
      FloatVector highRe = FloatVector.fromArray(SPECIES, memory, high);
      FloatVector highIm = FloatVector.fromArray(SPECIES, memory, high + LANES);
      FloatVector evenRe = lowRe.add(highRe);
      FloatVector minusOddIm = lowRe.sub(highRe);
      FloatVector oddRe = lowIm.add(highIm);
      FloatVector evenIm = lowIm.sub(highIm);
      FloatVector cos = FloatVector.broadcast(SPECIES, plan.untangleCos[k]);
      FloatVector sin = FloatVector.broadcast(SPECIES, plan.untangleSin[k]);
      FloatVector minusSin = FloatVector.broadcast(SPECIES, -plan.untangleSin[k]);
      FloatVector turnedRe = oddRe.fma(cos, minusOddIm.mul(minusSin));
      FloatVector minusTurnedIm = minusOddIm.fma(cos, oddRe.mul(sin));
      FloatVector re = evenRe.add(turnedRe);
      FloatVector im = evenIm.sub(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, power + k * LANES);
      re = evenRe.sub(turnedRe);
      im = evenIm.add(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, power + (LogMelPlan.COMPLEX - k) * LANES);
    }
  }

  private void pairs(int base, int power) {
    float[] memory = this.memory;
    float[] factors = this.factors;
    for (int pair = 0, f = 0; pair < PAIRS; pair++, f += FACTORS) {
      int first = base + firstAt[pair];
      int second = base + secondAt[pair];
      // The power of bin k, and of bin 64 - k.
      int k = power + bin[pair] * LANES;
      int m = power + (64 - bin[pair]) * LANES;
      FloatVector firstARe = FloatVector.fromArray(SPECIES, memory, first);
      FloatVector firstBRe = FloatVector.fromArray(SPECIES, memory, first + VALUE);
      FloatVector firstCRe = FloatVector.fromArray(SPECIES, memory, first + 2 * VALUE);
      FloatVector firstDRe = FloatVector.fromArray(SPECIES, memory, first + 3 * VALUE);
      FloatVector firstSumAcRe = firstARe.add(firstCRe);
      FloatVector firstDifAcRe = firstARe.sub(firstCRe);
      FloatVector firstSumBdRe = firstBRe.add(firstDRe);
      FloatVector firstDifBdRe = firstBRe.sub(firstDRe);
      FloatVector firstAIm = FloatVector.fromArray(SPECIES, memory, first + LANES);
      FloatVector firstBIm = FloatVector.fromArray(SPECIES, memory, first + VALUE + LANES);
      FloatVector firstCIm = FloatVector.fromArray(SPECIES, memory, first + 2 * VALUE + LANES);
      FloatVector firstDIm = FloatVector.fromArray(SPECIES, memory, first + 3 * VALUE + LANES);
      FloatVector firstSumAcIm = firstAIm.add(firstCIm);
      FloatVector firstDifAcIm = firstAIm.sub(firstCIm);
      FloatVector firstSumBdIm = firstBIm.add(firstDIm);
      FloatVector firstDifBdIm = firstBIm.sub(firstDIm);
      FloatVector first0Re = firstSumAcRe.add(firstSumBdRe);
      FloatVector first0Im = firstSumAcIm.add(firstSumBdIm);
      FloatVector first1Re = firstDifAcRe.add(firstDifBdIm);
      FloatVector first1Im = firstDifAcIm.sub(firstDifBdRe);
      FloatVector first2Re = firstSumAcRe.sub(firstSumBdRe);
      FloatVector first2Im = firstSumAcIm.sub(firstSumBdIm);
      FloatVector first3Re = firstDifAcRe.sub(firstDifBdIm);
      FloatVector first3Im = firstDifAcIm.add(firstDifBdRe);
      FloatVector secondARe = FloatVector.fromArray(SPECIES, memory, second);
      FloatVector secondBRe = FloatVector.fromArray(SPECIES, memory, second + VALUE);
      FloatVector secondCRe = FloatVector.fromArray(SPECIES, memory, second + 2 * VALUE);
      FloatVector secondDRe = FloatVector.fromArray(SPECIES, memory, second + 3 * VALUE);
      FloatVector secondSumAcRe = secondARe.add(secondCRe);
      FloatVector secondDifAcRe = secondARe.sub(secondCRe);
      FloatVector secondSumBdRe = secondBRe.add(secondDRe);
      FloatVector secondDifBdRe = secondBRe.sub(secondDRe);
      FloatVector secondAIm = FloatVector.fromArray(SPECIES, memory, second + LANES);
      FloatVector secondBIm = FloatVector.fromArray(SPECIES, memory, second + VALUE + LANES);
      FloatVector secondCIm = FloatVector.fromArray(SPECIES, memory, second + 2 * VALUE + LANES);
      FloatVector secondDIm = FloatVector.fromArray(SPECIES, memory, second + 3 * VALUE + LANES);
      FloatVector secondSumAcIm = secondAIm.add(secondCIm);
      FloatVector secondDifAcIm = secondAIm.sub(secondCIm);
      FloatVector secondSumBdIm = secondBIm.add(secondDIm);
      FloatVector secondDifBdIm = secondBIm.sub(secondDIm);
      FloatVector second0Re = secondSumAcRe.add(secondSumBdRe);
      FloatVector second0Im = secondSumAcIm.add(secondSumBdIm);
      FloatVector second1Re = secondDifAcRe.add(secondDifBdIm);
      FloatVector second1Im = secondDifAcIm.sub(secondDifBdRe);
      FloatVector second2Re = secondSumAcRe.sub(secondSumBdRe);
      FloatVector second2Im = secondSumAcIm.sub(secondSumBdIm);
      FloatVector second3Re = secondDifAcRe.sub(secondDifBdIm);
      FloatVector second3Im = secondDifAcIm.add(secondDifBdRe);

      FloatVector evenRe = first0Re.add(second3Re);
      FloatVector minusOddIm = first0Re.sub(second3Re);
      FloatVector oddRe = first0Im.add(second3Im);
      FloatVector evenIm = first0Im.sub(second3Im);
      FloatVector cos = FloatVector.broadcast(SPECIES, factors[f]);
      FloatVector sin = FloatVector.broadcast(SPECIES, factors[f + 1]);
      FloatVector minusSin = FloatVector.broadcast(SPECIES, factors[f + 2]);
      FloatVector turnedRe = oddRe.fma(cos, minusOddIm.mul(minusSin));
      FloatVector minusTurnedIm = minusOddIm.fma(cos, oddRe.mul(sin));
      FloatVector re = evenRe.add(turnedRe);
      FloatVector im = evenIm.sub(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, k);
      re = evenRe.sub(turnedRe);
      im = evenIm.add(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, m + 192 * LANES);

      evenRe = first1Re.add(second2Re);
      minusOddIm = first1Re.sub(second2Re);
      oddRe = first1Im.add(second2Im);
      evenIm = first1Im.sub(second2Im);
      cos = FloatVector.broadcast(SPECIES, factors[f + 3]);
      sin = FloatVector.broadcast(SPECIES, factors[f + 4]);
      minusSin = FloatVector.broadcast(SPECIES, factors[f + 5]);
      turnedRe = oddRe.fma(cos, minusOddIm.mul(minusSin));
      minusTurnedIm = minusOddIm.fma(cos, oddRe.mul(sin));
      re = evenRe.add(turnedRe);
      im = evenIm.sub(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, k + 64 * LANES);
      re = evenRe.sub(turnedRe);
      im = evenIm.add(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, m + 128 * LANES);

      evenRe = second0Re.add(first3Re);
      minusOddIm = second0Re.sub(first3Re);
      oddRe = second0Im.add(first3Im);
      evenIm = second0Im.sub(first3Im);
      cos = FloatVector.broadcast(SPECIES, factors[f + 6]);
      sin = FloatVector.broadcast(SPECIES, factors[f + 7]);
      minusSin = FloatVector.broadcast(SPECIES, factors[f + 8]);
      turnedRe = oddRe.fma(cos, minusOddIm.mul(minusSin));
      minusTurnedIm = minusOddIm.fma(cos, oddRe.mul(sin));
      re = evenRe.add(turnedRe);
      im = evenIm.sub(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, m);
      re = evenRe.sub(turnedRe);
      im = evenIm.add(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, k + 192 * LANES);

      evenRe = second1Re.add(first2Re);
      minusOddIm = second1Re.sub(first2Re);
      oddRe = second1Im.add(first2Im);
      evenIm = second1Im.sub(first2Im);
      cos = FloatVector.broadcast(SPECIES, factors[f + 9]);
      sin = FloatVector.broadcast(SPECIES, factors[f + 10]);
      minusSin = FloatVector.broadcast(SPECIES, factors[f + 11]);
      turnedRe = oddRe.fma(cos, minusOddIm.mul(minusSin));
      minusTurnedIm = minusOddIm.fma(cos, oddRe.mul(sin));
      re = evenRe.add(turnedRe);
      im = evenIm.sub(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, m + 64 * LANES);
      re = evenRe.sub(turnedRe);
      im = evenIm.add(minusTurnedIm);
      re.fma(re, im.mul(im)).intoArray(memory, k + 128 * LANES);
    }
  }
}
