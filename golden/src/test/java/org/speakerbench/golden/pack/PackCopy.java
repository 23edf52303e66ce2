package org.speakerbench.golden.pack;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.speakerbench.engine.extract.internal.NpyReader;
import org.speakerbench.engine.internal.Sha256;

/** A copy of an embedded pack in a folder, to be damaged. */
public final class PackCopy {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final ObjectNode manifest;

  /** Copies the pack of the published models. */
  public PackCopy(Path folder) throws IOException, URISyntaxException {
    this(folder, "published");
  }

  public PackCopy(Path folder, String pack) throws IOException, URISyntaxException {
    this(folder, pack, file -> true);
  }

  /** The manifest of the pack of the published models, without any file that it names. */
  public static PackCopy ofManifest(Path folder) throws IOException, URISyntaxException {
    return new PackCopy(folder, "published", file -> file.endsWith("manifest.json"));
  }

  private PackCopy(Path folder, String pack, Predicate<Path> which)
      throws IOException, URISyntaxException {
    this.folder = folder;
    String resource = "/org/speakerbench/golden/packs/" + pack + "/manifest.json";
    Path source = Path.of(PackCopy.class.getResource(resource).toURI()).getParent();
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = folder.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (which.test(file)) {
          Files.copy(file, target);
        }
      }
    }
    manifest = (ObjectNode) JSON.readTree(folder.resolve("manifest.json").toFile());
  }

  public Path folder() {
    return folder;
  }

  /** The manifest, which {@link #save} writes. */
  public ObjectNode manifest() {
    return manifest;
  }

  /** The manifest's entry of a clip. */
  public ObjectNode clip(String id) {
    for (JsonNode clip : manifest.get("clips")) {
      if (clip.get("id").asText().equals(id)) {
        return (ObjectNode) clip;
      }
    }
    throw new AssertionError("no clip " + id);
  }

  /** The manifest's entry of an array of a clip. */
  public ObjectNode array(String clip, String name) {
    return (ObjectNode) clip(clip).get("arrays").get(name);
  }

  /** The manifest's entry of a table of embeddings. */
  public ObjectNode table(String model, String name) {
    return (ObjectNode) manifest.get("embeddings").get(model).get(name);
  }

  /**
   * Adds a sweep of campplus with the embeddings of the clips as its table.
   *
   * @param rowOffset frames from one clip of a case to the next
   * @param cases frames and batch of each
   */
  public ObjectNode addSweep(int rowOffset, int[][] cases) {
    ObjectNode sweep = ((ObjectNode) manifest.get("sweeps")).putObject("campplus");
    sweep.put("clip", "flite-slt-10s").put("row_offset", rowOffset);
    var list = sweep.putArray("cases");
    for (int[] one : cases) {
      list.addObject().put("frames", one[0]).put("batch", one[1]);
    }
    for (String table : List.of("pytorch", "onnxruntime")) {
      sweep.set(table, table("campplus", table).deepCopy());
    }
    return sweep;
  }

  /** The row of a clip in the tables of a model. */
  public int row(String model, String clip) {
    List<JsonNode> ids = new ArrayList<>();
    manifest.get("embeddings").get(model).get("clips").forEach(ids::add);
    return ids.stream().map(JsonNode::asText).toList().indexOf(clip);
  }

  /** A row of an array of float32, as it is in its file now. */
  public float[] values(ObjectNode entry, int row) {
    Path file = file(entry);
    return NpyReader.parse(read(file), file.toString()).row(row);
  }

  /** Adds to one value of an array; its SHA-256 in the manifest stays. */
  public void add(ObjectNode entry, int index, double delta) {
    Path file = file(entry);
    byte[] bytes = read(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN);
    int start = 10 + Short.toUnsignedInt(buffer.getShort(8));
    if (entry.get("dtype").asText().equals("float64")) {
      int at = start + index * Double.BYTES;
      buffer.putDouble(at, buffer.getDouble(at) + delta);
    } else {
      int at = start + index * Float.BYTES;
      buffer.putFloat(at, (float) (buffer.getFloat(at) + delta));
    }
    write(file, bytes);
  }

  /** Changes the last bit of one value of an array; its SHA-256 in the manifest stays. */
  public void flipLastBit(ObjectNode entry, int index) {
    Path file = file(entry);
    byte[] bytes = read(file);
    int size = entry.get("dtype").asText().equals("float64") ? Double.BYTES : Float.BYTES;
    int start = 10 + Short.toUnsignedInt(ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getShort(8));
    bytes[start + index * size] ^= 1;
    write(file, bytes);
  }

  /** Makes the manifest's SHA-256 that of the file as it is now. */
  public void seal(ObjectNode entry) {
    entry.put("sha256", Sha256.of(read(file(entry))));
  }

  /** The file of an entry. */
  public Path file(ObjectNode entry) {
    return folder.resolve(entry.get("path").asText());
  }

  /** Writes the manifest and opens the pack. */
  public GoldenPack save() {
    return save(manifest);
  }

  /** Writes another manifest, for example one of some clips only, and opens the pack. */
  public GoldenPack save(ObjectNode other) {
    try {
      JSON.writeValue(folder.resolve("manifest.json").toFile(), other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return GoldenPack.open(folder);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
