package org.example.voices;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.junit.GoldenPackAssert;
import org.speakerbench.golden.junit.GoldenPackTests;
import org.speakerbench.golden.pack.GoldenPack;

/** Fails when a runtime, a JDK or a CPU changes the embeddings of the model. */
class VoiceServiceTest {
  private static final Path PACK = Path.of("src/test/resources/voices");

  /** In the place of the service's own file. */
  private static final Path MODEL = Zoo.inCacheFolder().materialize("campplus");

  @TestFactory
  Stream<DynamicTest> theServiceGivesThePack() throws Exception {
    try (VoiceService service = new VoiceService(MODEL)) {
      return GoldenPackTests.of(PACK).files("voices", service::embed).tests();
    }
  }

  @TestFactory
  Stream<DynamicTest> theEngineGivesThePack() {
    return GoldenPackTests.of(PACK).model("voices", MODEL).tests();
  }

  @Test
  void anEmbedderGivesThePack() {
    try (SpeakerEmbedder embedder = SpeakerEmbedder.open(MODEL)) {
      GoldenPackAssert.assertAgrees(GoldenPack.open(PACK), "voices", embedder);
    }
  }
}
