package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.speakerbench.engine.zoo.Zoo;

class PublishedTest {

  @Test
  void theEmbeddedTableHasTheFiguresOfTheCppRuntime() {
    Published published = Published.load();

    assertThat(published.keys())
        .containsExactly(
            "campplus", "eres2net-base", "eres2net-large", "eres2net-huge", "eres2netv2");
    assertThat(published.rows())
        .extracting(Published.Row::rtf)
        .containsExactly(0.049, 0.076, 0.191, 0.420, 0.142);
    assertThat(published.rows())
        .extracting(Published.Row::paramsAsPublished)
        .containsExactly("7.18M", "4.6M", "22.6M", "55.16M", "17.8M");
    assertThat(published.rows())
        .allMatch(row -> row.audioMs() == 3000 && row.source().startsWith("https://"));
    for (Published.Row row : published.rows()) {
      assertThat(row.title()).isEqualTo(Zoo.model(row.model()).title());
    }
  }

  @Test
  void aZooModelWithoutAFigureHasNone() {
    Published published = Published.load();

    assertThat(Zoo.keys()).startsWith(published.keys().toArray(String[]::new));
    assertThat(published.find("campplus-192")).isEmpty();
  }
}
