package org.speakerbench.engine.fbank.internal.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.speakerbench.engine.fbank.config.MelOptions;

class MelBanksTest {

  private static MelBanks mel(int bins) {
    return MelBanks.of(new MelOptions(bins, 20, 0, 100, -500, 1), 16000, 512);
  }

  @Test
  void neighbouringFiltersShareEveryBinBetweenTheirCentres() {
    // Between the first and the last centre the rising and the falling edge add up to one.
    MelBanks mel = mel(80);
    double step = (MelBanks.mel(8000) - MelBanks.mel(20)) / 81;
    double firstCentre = MelBanks.mel(20) + step;
    double lastCentre = MelBanks.mel(20) + 80 * step;
    double[] energies = new double[80];
    for (int k = 0; k < 256; k++) {
      double[] spectrum = new double[257];
      spectrum[k] = 1;
      mel.apply(spectrum, energies);
      double sum = 0;
      for (double energy : energies) {
        sum += energy;
      }
      double at = MelBanks.mel(k * 16000.0 / 512);
      if (at >= firstCentre && at <= lastCentre) {
        assertThat(sum).as("bin %d", k).isCloseTo(1, within(1e-12));
      } else {
        assertThat(sum).as("bin %d", k).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void theNyquistBinDoesNotCount() {
    double[] spectrum = new double[257];
    spectrum[256] = 1;
    double[] energies = new double[80];
    mel(80).apply(spectrum, energies);
    assertThat(energies).containsOnly(0);
  }

  @Test
  void melOfAThousandHertz() {
    assertThat(MelBanks.mel(1000))
        .isCloseTo(999.9907, within(1e-3)); // mel was defined to make it 1000
    assertThat(MelBanks.mel(0)).isZero();
  }

  @Test
  void emptyFiltersAreFound() {
    assertThat(mel(80).firstEmpty()).isEqualTo(-1);
    assertThat(mel(200).firstEmpty()).isNotNegative();
  }
}
