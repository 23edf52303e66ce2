package org.speakerbench.golden;

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
import org.speakerbench.engine.internal.Sha256;

/** A copy of an embedded pack in a folder, to be damaged. */
final class PackCopy {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final ObjectNode manifest;

  /** Copies the pack of the published models. */
  PackCopy(Path folder) throws IOException, URISyntaxException {
    this(folder, "published");
  }

  PackCopy(Path folder, String pack) throws IOException, URISyntaxException {
    this(folder, pack, file -> true);
  }

  /** The manifest of the pack of the published models, without any file that it names. */
  static PackCopy ofManifest(Path folder) throws IOException, URISyntaxException {
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

  Path folder() {
    return folder;
  }

  /** The manifest, which {@link #save} writes. */
  ObjectNode manifest() {
    return manifest;
  }

  /** The manifest's entry of a clip. */
  ObjectNode clip(String id) {
    for (JsonNode clip : manifest.get("clips")) {
      if (clip.get("id").asText().equals(id)) {
        return (ObjectNode) clip;
      }
    }
    throw new AssertionError("no clip " + id);
  }

  /** The manifest's entry of an array of a clip. */
  ObjectNode array(String clip, String name) {
    return (ObjectNode) clip(clip).get("arrays").get(name);
  }

  /** The manifest's entry of a table of embeddings. */
  ObjectNode table(String model, String name) {
    return (ObjectNode) manifest.get("embeddings").get(model).get(name);
  }

  /** The row of a clip in the tables of a model. */
  int row(String model, String clip) {
    List<JsonNode> ids = new ArrayList<>();
    manifest.get("embeddings").get(model).get("clips").forEach(ids::add);
    return ids.stream().map(JsonNode::asText).toList().indexOf(clip);
  }

  /** Adds to one value of an array; its SHA-256 in the manifest stays. */
  void add(ObjectNode entry, int index, double delta) {
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
  void flipLastBit(ObjectNode entry, int index) {
    Path file = file(entry);
    byte[] bytes = read(file);
    int size = entry.get("dtype").asText().equals("float64") ? Double.BYTES : Float.BYTES;
    int start = 10 + Short.toUnsignedInt(ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getShort(8));
    bytes[start + index * size] ^= 1;
    write(file, bytes);
  }

  /** Makes the manifest's SHA-256 that of the file as it is now. */
  void seal(ObjectNode entry) {
    entry.put("sha256", Sha256.of(read(file(entry))));
  }

  /** The file of an entry. */
  Path file(ObjectNode entry) {
    return folder.resolve(entry.get("path").asText());
  }

  /** Writes the manifest and opens the pack. */
  GoldenPack save() {
    return save(manifest);
  }

  /** Writes another manifest, for example one of some clips only, and opens the pack. */
  GoldenPack save(ObjectNode other) {
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
