package org.speakerbench.engine.fbank.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes tiles of 16 x 16 values with vectors of 16, in two steps of radix 4: first the blocks
 * of four lanes change places with every fourth row, then the lanes of a block with its four rows.
 *
 * <p>A value that moves by some lanes is loaded from as far beside it, and kept by a mask of bits:
 * vectors that straddle cache lines cost twice a load, but the JVM's own shuffles check their
 * indices each time they are used, and cost more. For other vectors there is plain code.
 */
final class LaneTiles {
  private static final VectorSpecies<Float> SPECIES = VectorKernel.SPECIES;

  /** Rows and lanes of a tile. */
  static final int SIZE = 16;

  /** Whether the vectors of this machine are those of a tile. */
  static final boolean FIT = VectorKernel.LANES == SIZE;

  private static final int TILE = SIZE * SIZE;

  /** All bits of the lanes of a block, and of every fourth lane. */
  private static final IntVector BLOCK0 = lanes(4, 0);

  private static final IntVector BLOCK1 = lanes(4, 1);
  private static final IntVector BLOCK2 = lanes(4, 2);
  private static final IntVector BLOCK3 = lanes(4, 3);
  private static final IntVector LANE0 = lanes(1, 0);
  private static final IntVector LANE1 = lanes(1, 1);
  private static final IntVector LANE2 = lanes(1, 2);
  private static final IntVector LANE3 = lanes(1, 3);

  /** Tiles between the two steps; a vector on either side, as neighbours are loaded too. */
  private final float[] between;

  LaneTiles(int tiles) {
    between = new float[SIZE + tiles * TILE + SIZE];
  }

  private static IntVector lanes(int width, int number) {
    float[] bits = new float[VectorKernel.LANES];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = i / width % 4 == number ? Float.intBitsToFloat(-1) : 0;
    }
    return FloatVector.fromArray(SPECIES, bits, 0).reinterpretAsInts();
  }

  /**
   * to[target + i toRow + j + n toTile] = from[first + j row + i + n tile], for i, j below 16 and n
   * below {@code tiles}. Rows are at least 16 apart.
   */
  void transpose(
      float[] from,
      int first,
      int row,
      int tile,
      float[] to,
      int target,
      int toRow,
      int toTile,
      int tiles) {
    for (int r = 0; r < 4; r++) {
      blocks(from, first + r * row, 4 * row, tile, SIZE + r * SIZE, tiles);
    }
    for (int b = 0; b < 4; b++) {
      lanes(SIZE + 4 * b * SIZE, to, target + 4 * b * toRow, toRow, toTile, tiles);
    }
  }

  private void blocks(float[] from, int first, int row, int tile, int to, int tiles) {
    float[] between = this.between;
    IntVector m0 = BLOCK0;
    IntVector m1 = BLOCK1;
    IntVector m2 = BLOCK2;
    IntVector m3 = BLOCK3;
    for (int n = 0, a = first, at = to; n < tiles; n++, a += tile, at += TILE) {
      int b = a + row;
      int c = b + row;
      int d = c + row;
      FloatVector.fromArray(SPECIES, from, a)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, from, b - 4).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, from, c - 8).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, from, d - 12).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(between, at);
      FloatVector.fromArray(SPECIES, from, a + 4)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, from, b).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, from, c - 4).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, from, d - 8).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(between, at + 4 * SIZE);
      FloatVector.fromArray(SPECIES, from, a + 8)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, from, b + 4).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, from, c).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, from, d - 4).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(between, at + 8 * SIZE);
      FloatVector.fromArray(SPECIES, from, a + 12)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, from, b + 8).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, from, c + 4).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, from, d).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(between, at + 12 * SIZE);
    }
  }

  private void lanes(int from, float[] to, int target, int row, int tile, int tiles) {
    float[] between = this.between;
    IntVector m0 = LANE0;
    IntVector m1 = LANE1;
    IntVector m2 = LANE2;
    IntVector m3 = LANE3;
    for (int n = 0, a = from, at = target; n < tiles; n++, a += TILE, at += tile) {
      int b = a + SIZE;
      int c = b + SIZE;
      int d = c + SIZE;
      FloatVector.fromArray(SPECIES, between, a)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, between, b - 1).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, between, c - 2).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, between, d - 3).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(to, at);
      FloatVector.fromArray(SPECIES, between, a + 1)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, between, b).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, between, c - 1).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, between, d - 2).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(to, at + row);
      FloatVector.fromArray(SPECIES, between, a + 2)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, between, b + 1).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, between, c).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, between, d - 1).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(to, at + 2 * row);
      FloatVector.fromArray(SPECIES, between, a + 3)
          .reinterpretAsInts()
          .and(m0)
          .or(FloatVector.fromArray(SPECIES, between, b + 2).reinterpretAsInts().and(m1))
          .or(FloatVector.fromArray(SPECIES, between, c + 1).reinterpretAsInts().and(m2))
          .or(FloatVector.fromArray(SPECIES, between, d).reinterpretAsInts().and(m3))
          .reinterpretAsFloats()
          .intoArray(to, at + 3 * row);
    }
  }
}
