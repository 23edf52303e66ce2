package org.speakerbench.bench.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static List<Pair> pairs(double... cosines) {
    return DoubleStream.of(cosines).mapToObj(c -> new Pair("u" + c, c, 1 - c, null)).toList();
  }

  @Test
  void binsArePowersOfTenFromTheFirstToTheLastThatHasAny() {
    assertThat(Distribution.ofCosines(pairs(0.995, 0.5, 0.999)))
        .containsExactly(
            new Distribution.Bin("below 1e-2", 2),
            new Distribution.Bin("below 1e-1", 0),
            new Distribution.Bin("below 1", 1));
    assertThat(Distribution.ofCosines(pairs(1.0000000000000002, -1)))
        .hasSize(16)
        .startsWith(new Distribution.Bin("below 1e-14", 1))
        .endsWith(new Distribution.Bin("1 or more", 1));
  }

  @Test
  void quantilesAreValuesThatOccur() {
    List<Pair> pairs = pairs(0.4, 0.1, 0.3, 0.2);
    assertThat(Distribution.quantile(pairs, Pair::cosine, 0)).isEqualTo(0.1);
    assertThat(Distribution.quantile(pairs, Pair::cosine, 0.5)).isEqualTo(0.2);
    assertThat(Distribution.quantile(pairs, Pair::cosine, 1)).isEqualTo(0.4);
    assertThat(Distribution.quantile(List.of(), Pair::cosine, 1)).isNaN();
  }
}
