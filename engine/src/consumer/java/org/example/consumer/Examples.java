package org.example.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.extract.EmbeddingStream;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.score.Cosine;
import org.speakerbench.engine.score.Enrolment;
import org.speakerbench.engine.zoo.Zoo;

/** The examples of the README and of the javadoc, word by word: a test compares them. */
final class Examples {
  private Examples() {}

  static double twoFiles() throws IOException {
    try (SpeakerEmbedder embedder = SpeakerEmbedder.open(Path.of("model.onnx"))) {
      float[] a = embedder.embed(Path.of("a.wav"));
      float[] b = embedder.embed(Path.of("b.wav"));
      double score = Cosine.similarity(a, b);
      return score;
    }
  }

  static double embeddedModel() throws IOException {
    EmbeddingModel model = Zoo.inCacheFolder().open("campplus", SessionSettings.DEFAULT);
    try (SpeakerEmbedder embedder = new SpeakerEmbedder(model)) {
      float[] a = embedder.embed(Path.of("a.wav"));
      float[] b = embedder.embed(Path.of("b.wav"));
      double score = Cosine.similarity(a, b);
      return score;
    }
  }

  static SpeakerEmbedder tuned() {
    SessionSettings settings = SessionSettings.DEFAULT.with(GraphForm.TUNED);
    EmbeddingModel model = EmbeddingModel.open(Path.of("model.onnx"), settings);
    return new SpeakerEmbedder(model);
  }

  static double fromMemory(SpeakerEmbedder embedder, InputStream in, short[] pcm)
      throws IOException {
    float[] a = embedder.embed(in); // a WAV file that comes as a stream
    float[] b = embedder.embed(pcm, 16_000); // 16-bit PCM: short[], or little-endian byte[]
    return Cosine.similarity(a, b);
  }

  static List<float[]> inPieces(SpeakerEmbedder embedder, byte[] piece, byte[] next) {
    EmbeddingStream stream = embedder.stream(16_000);
    stream.accept(piece); // float[], short[] or byte[], as they come
    float[] soFar = stream.embedding(); // at any time
    stream.accept(next);
    float[] embedding = stream.finish(); // the same bits as of the whole clip at once
    return List.of(soFar, embedding);
  }

  static boolean isSpeaker(float[] a, float[] b, float[] c, double threshold) {
    float[] enrolled = Enrolment.mean(List.of(a, b)); // of clips of one speaker
    boolean sameSpeaker = Cosine.similarity(enrolled, c) > threshold;
    return sameSpeaker;
  }
}
