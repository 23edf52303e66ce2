package org.speakerbench.bench.jmh.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * A golden pack of a user's, of one clip and a {@link MaximumModel} called {@code mine}. Its arrays
 * are this program's own: it shows what is done with a pack, not whether the engine is right.
 */
public final class SmallPack {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NPY_ALIGNMENT = 64;

  private final Path folder;

  private SmallPack(Path folder) {
    this.folder = folder;
  }

  /** The standard configuration with another number of bins, in a file. */
  public static Path config(Path file, int bins) throws IOException {
    ObjectNode config;
    try (InputStream in =
        SmallPack.class.getResourceAsStream("/org/speakerbench/assets/fbank_config.json")) {
      config = (ObjectNode) JSON.readTree(in);
    }
    ((ObjectNode) config.get("MelBanksOptions")).put("num_bins", bins);
    return Files.write(file, JSON.writeValueAsBytes(config));
  }

  /** Makes it of the default clip, for a model file and a front end. */
  public static Path make(Path folder, Path model, Path config) throws IOException {
    Files.createDirectories(folder);
    new SmallPack(folder).write(model, config);
    return folder;
  }

  private void write(Path model, Path config) throws IOException {
    FbankOptions options = FbankConfig.read(config);
    GoldenClip clip = GoldenPack.embedded().clip(BenchClip.DEFAULT);
    Features raw = new Fbank(options).compute(clip.waveform());
    float[] embedding = maximum(raw.meanNormalized());
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schema", "speakerbench-golden-pack/2").put("name", "own-pack");
    manifest
        .putObject("generator")
        .put("command", "a test")
        .put("platform", "here")
        .put("cpu_isa", "any")
        .putObject("versions")
        .put("java", "17");
    manifest.set("fbank_config", JSON.readTree(config.toFile()));
    manifest
        .putObject("models")
        .putObject("mine")
        .put("kind", "file")
        .put("graph_sha256", Sha256.of(model))
        .putNull("weights_sha256")
        .put("embedding_dim", embedding.length)
        .put("min_frames", 1);
    addClip(manifest.putArray("clips").addObject(), clip, raw);
    ObjectNode embeddings = manifest.putObject("embeddings").putObject("mine");
    embeddings.putArray("clips").add(clip.id());
    embeddings.putNull("pytorch");
    for (String table : new String[] {"onnxruntime", "onnxruntime_knf"}) {
      embeddings.set(table, array(table, floats(embedding), 1, embedding.length));
    }
    manifest.putObject("sweeps");
    Files.write(folder.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
  }

  private void addClip(ObjectNode entry, GoldenClip clip, Features raw) throws IOException {
    entry
        .put("id", clip.id())
        .put("description", clip.description())
        .put("group", clip.group())
        .putNull("voice")
        .put("sample_rate_hz", clip.sampleRateHz())
        .putNull("front_end")
        .put("frames", raw.frames());
    Files.write(folder.resolve("clip.wav"), clip.wavBytes());
    entry.putObject("wav").put("path", "clip.wav").put("sha256", Sha256.of(clip.wavBytes()));
    ObjectNode arrays = entry.putObject("arrays");
    float[] samples = clip.samples();
    arrays.set("samples", array("samples", floats(samples), samples.length));
    int[] shape = {raw.frames(), raw.bins()};
    arrays.set("fbank_float64", array("fbank_float64", doubles(raw.data()), shape));
    arrays.set("fbank_knf", array("fbank_knf", floats(raw.data()), shape));
    arrays.set("fbank_torchaudio", array("fbank_torchaudio", floats(raw.data()), shape));
    arrays.set(
        "fbank_normalised", array("fbank_normalised", floats(raw.meanNormalized().data()), shape));
  }

  private static float[] maximum(Features features) {
    float[] maximum = new float[features.bins()];
    Arrays.fill(maximum, Float.NEGATIVE_INFINITY);
    for (int frame = 0; frame < features.frames(); frame++) {
      for (int bin = 0; bin < maximum.length; bin++) {
        maximum[bin] = Math.max(maximum[bin], features.at(frame, bin));
      }
    }
    return maximum;
  }

  private static ByteBuffer floats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer doubles(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putDouble(value);
    }
    return bytes.clear();
  }

  /** Writes an array in NumPy's format 1.0, and returns its entry. */
  private ObjectNode array(String name, ByteBuffer values, int... shape) throws IOException {
    ObjectNode entry = JSON.createObjectNode();
    ArrayNode dimensions = entry.putArray("shape");
    long count = 1;
    for (int dimension : shape) {
      dimensions.add(dimension);
      count *= dimension;
    }
    boolean wide = values.capacity() == count * Double.BYTES;
    String header =
        "{'descr': '<f"
            + (wide ? 8 : 4)
            + "', 'fortran_order': False, 'shape': "
            + Arrays.toString(shape)
                .replace('[', '(')
                .replace("]", shape.length == 1 ? ",), }" : "), }");
    int start = 10 + header.length() + 1;
    header += " ".repeat((NPY_ALIGNMENT - start % NPY_ALIGNMENT) % NPY_ALIGNMENT) + "\n";
    ByteBuffer file = ByteBuffer.allocate(10 + header.length() + values.capacity());
    file.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
    file.put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
    file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    file.put(values);
    Path npy = Files.write(folder.resolve(name + ".npy"), file.array());
    return entry
        .put("path", name + ".npy")
        .put("sha256", Sha256.of(npy))
        .put("dtype", wide ? "float64" : "float32");
  }
}
