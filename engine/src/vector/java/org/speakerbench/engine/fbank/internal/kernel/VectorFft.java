package org.speakerbench.engine.fbank.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The FFT of {@link LogMelPlan} in the lanes of vectors, but for its last butterflies, which {@link
 * VectorPower} does.
 *
 * <p>What the compiler of JDK 17 needs to keep vectors in registers, and shows by allocation if it
 * is not so: loops in methods of their own, not too long, which is why the three kinds of
 * butterflies are written out; one species everywhere; and no neg(), whose result's type it
 * guesses.
 */
final class VectorFft {
  private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;
  private static final int LANES = VectorKernel.LANES;
  private static final int VALUE = VectorKernel.VALUE;

  private final LogMelPlan plan;
  private final float[] memory;

  /** In some memory, which has the 256 complex values of a frame a lane. */
  VectorFft(LogMelPlan plan, float[] memory) {
    this.plan = plan;
    this.memory = memory;
  }

  /** Three of the four steps of radix 4, for values from {@code base} on. */
  void transform(int base) {
    radix4(base, 64 * VALUE, VALUE, 16);
    for (int b = 1; b < 4; b++) {
      radix4Turned(base + 16 * b * VALUE, 64 * VALUE, VALUE, b);
    }
    for (int c = 0; c < 4; c++) {
      radix4Middle(base, c);
    }
    radix4(base, 4 * VALUE, 16 * VALUE, 16);
    for (int b = 1; b < 4; b++) {
      radix4Turned(base + b * VALUE, 4 * VALUE, 16 * VALUE, b);
    }
  }

  /** Butterflies whose outputs are not turned. */
  void radix4(int first, int distance, int step, int count) {
    float[] memory = this.memory;
    int atA = first;
    for (int i = 0; i < count; i++, atA += step) {
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, memory, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, memory, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, memory, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, memory, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, memory, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, memory, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, memory, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, memory, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(memory, atA);
      sumAcIm.add(sumBdIm).intoArray(memory, atA + LANES);
      difAcRe.add(difBdIm).intoArray(memory, atB);
      difAcIm.sub(difBdRe).intoArray(memory, atB + LANES);
      sumAcRe.sub(sumBdRe).intoArray(memory, atC);
      sumAcIm.sub(sumBdIm).intoArray(memory, atC + LANES);
      difAcRe.sub(difBdIm).intoArray(memory, atD);
      difAcIm.add(difBdRe).intoArray(memory, atD + LANES);
    }
  }

  /** Sixteen butterflies whose outputs are turned by exp(-2 pi i b c / 16). */
  private void radix4Turned(int first, int distance, int step, int b) {
    float[] memory = this.memory;
    FloatVector cos1 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 1]);
    FloatVector sin1 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 1]);
    FloatVector minusSin1 = FloatVector.broadcast(SPECIES, -plan.innerSin[4 * b + 1]);
    FloatVector cos2 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 2]);
    FloatVector sin2 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 2]);
    FloatVector minusSin2 = FloatVector.broadcast(SPECIES, -plan.innerSin[4 * b + 2]);
    FloatVector cos3 = FloatVector.broadcast(SPECIES, plan.innerCos[4 * b + 3]);
    FloatVector sin3 = FloatVector.broadcast(SPECIES, plan.innerSin[4 * b + 3]);
    FloatVector minusSin3 = FloatVector.broadcast(SPECIES, -plan.innerSin[4 * b + 3]);
    int atA = first;
    for (int i = 0; i < 16; i++, atA += step) {
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, memory, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, memory, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, memory, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, memory, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, memory, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, memory, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, memory, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, memory, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(memory, atA);
      sumAcIm.add(sumBdIm).intoArray(memory, atA + LANES);
      FloatVector re = difAcRe.add(difBdIm);
      FloatVector im = difAcIm.sub(difBdRe);
      re.fma(cos1, im.mul(sin1)).intoArray(memory, atB);
      im.fma(cos1, re.mul(minusSin1)).intoArray(memory, atB + LANES);
      re = sumAcRe.sub(sumBdRe);
      im = sumAcIm.sub(sumBdIm);
      re.fma(cos2, im.mul(sin2)).intoArray(memory, atC);
      im.fma(cos2, re.mul(minusSin2)).intoArray(memory, atC + LANES);
      re = difAcRe.sub(difBdIm);
      im = difAcIm.add(difBdRe);
      re.fma(cos3, im.mul(sin3)).intoArray(memory, atD);
      im.fma(cos3, re.mul(minusSin3)).intoArray(memory, atD + LANES);
    }
  }

  /** The last butterflies over n1, whose outputs are turned by exp(-2 pi i n2 k1 / 256). */
  private void radix4Middle(int base, int c) {
    float[] memory = this.memory;
    int distance = 16 * VALUE;
    for (int n2 = 0; n2 < 16; n2++) {
      int atA = base + (64 * c + n2) * VALUE;
      int atB = atA + distance;
      int atC = atB + distance;
      int atD = atC + distance;
      FloatVector aRe = FloatVector.fromArray(SPECIES, memory, atA);
      FloatVector cRe = FloatVector.fromArray(SPECIES, memory, atC);
      FloatVector bRe = FloatVector.fromArray(SPECIES, memory, atB);
      FloatVector dRe = FloatVector.fromArray(SPECIES, memory, atD);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector difAcRe = aRe.sub(cRe);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector difBdRe = bRe.sub(dRe);
      FloatVector aIm = FloatVector.fromArray(SPECIES, memory, atA + LANES);
      FloatVector cIm = FloatVector.fromArray(SPECIES, memory, atC + LANES);
      FloatVector bIm = FloatVector.fromArray(SPECIES, memory, atB + LANES);
      FloatVector dIm = FloatVector.fromArray(SPECIES, memory, atD + LANES);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector difAcIm = aIm.sub(cIm);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector difBdIm = bIm.sub(dIm);
      int turn = 16 * n2 + 4 * c;
      FloatVector re = sumAcRe.add(sumBdRe);
      FloatVector im = sumAcIm.add(sumBdIm);
      FloatVector cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn]);
      FloatVector sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn]);
      FloatVector minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atA);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atA + LANES);
      re = difAcRe.add(difBdIm);
      im = difAcIm.sub(difBdRe);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 1]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 1]);
      minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn + 1]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atB);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atB + LANES);
      re = sumAcRe.sub(sumBdRe);
      im = sumAcIm.sub(sumBdIm);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 2]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 2]);
      minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn + 2]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atC);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atC + LANES);
      re = difAcRe.sub(difBdIm);
      im = difAcIm.add(difBdRe);
      cos = FloatVector.broadcast(SPECIES, plan.middleCos[turn + 3]);
      sin = FloatVector.broadcast(SPECIES, plan.middleSin[turn + 3]);
      minusSin = FloatVector.broadcast(SPECIES, -plan.middleSin[turn + 3]);
      re.fma(cos, im.mul(sin)).intoArray(memory, atD);
      im.fma(cos, re.mul(minusSin)).intoArray(memory, atD + LANES);
    }
  }
}
