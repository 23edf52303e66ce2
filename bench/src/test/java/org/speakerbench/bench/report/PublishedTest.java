package org.speakerbench.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.speakerbench.engine.zoo.Zoo;

class PublishedTest {

  @Test
  void theEmbeddedTableHasTheModelsOfTheZoo() {
    Published published = Published.load();

    assertThat(published.rows())
        .extracting(Published.Row::model)
        .containsExactlyElementsOf(Zoo.keys());
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
}
