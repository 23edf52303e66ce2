package org.example.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Runs the examples in the working folder, on two WAV files (16-bit PCM, 16 kHz, mono, a header of
 * 44 bytes), and fails unless all ways in give the same bits.
 */
public final class Consumer {
  private static final int HEADER_BYTES = 44;

  private Consumer() {}

  /** Arguments: the two files. */
  public static void main(String[] args) throws IOException {
    Path a = Files.copy(Path.of(args[0]), Path.of("a.wav"), StandardCopyOption.REPLACE_EXISTING);
    Path b = Files.copy(Path.of(args[1]), Path.of("b.wav"), StandardCopyOption.REPLACE_EXISTING);
    Path model = Zoo.inCacheFolder().materialize("campplus");
    Path weights = model.resolveSibling("campplus.weights");
    Files.copy(model, Path.of("model.onnx"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(weights, weights.getFileName(), StandardCopyOption.REPLACE_EXISTING);
    double score = Examples.twoFiles();
    require(Examples.embeddedModel() == score, "a model by path and by key agree");
    try (SpeakerEmbedder embedder = SpeakerEmbedder.open(Path.of("model.onnx"));
        InputStream in = Files.newInputStream(a)) {
      byte[] bytes = pcm(b);
      short[] shorts = new short[bytes.length / 2];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(shorts);
      require(Examples.fromMemory(embedder, in, shorts) == score, "files and memory agree");
      byte[] piece = Arrays.copyOf(bytes, bytes.length / 3);
      byte[] next = Arrays.copyOfRange(bytes, piece.length, bytes.length);
      List<float[]> heard = Examples.inPieces(embedder, piece, next);
      float[] whole = embedder.embed(b);
      require(Arrays.equals(heard.get(1), whole), "pieces and the whole clip agree");
      require(!Arrays.equals(heard.get(0), whole), "a part is not the whole clip");
      float[] other = embedder.embed(a);
      require(Examples.isSpeaker(whole, heard.get(0), whole, score), "a speaker is known");
      require(!Examples.isSpeaker(whole, whole, other, 1 - 1e-6), "another one is not");
    }
    System.out.println(SpeakerEmbedder.class.getModule() + ": cosine " + score);
  }

  private static byte[] pcm(Path wav) throws IOException {
    byte[] file = Files.readAllBytes(wav);
    return Arrays.copyOfRange(file, HEADER_BYTES, file.length);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("expected that " + what);
    }
  }
}
