package org.speakerbench.engine.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Nearest;
import org.speakerbench.engine.internal.Reasons;

/** The public models that {@code catalogue.json} of the assets describes. */
public final class Catalogue {
  private static final String FILE = "org/speakerbench/assets/catalogue.json";
  private static final String SCHEMA = "speakerbench-catalogue/1";
  private static final String FRONT_END = "front_end";

  private Catalogue() {}

  /** Read when it is first asked for. */
  private static final class Holder {
    static final Map<String, CatalogueEntry> ENTRIES = read();
  }

  /** All of them, in the order of the file; none where the assets are not on the class path. */
  public static Collection<CatalogueEntry> entries() {
    return Holder.ENTRIES.values();
  }

  /** Their keys, in the same order. */
  public static List<String> keys() {
    return List.copyOf(Holder.ENTRIES.keySet());
  }

  /** Whether there is a model of this key. */
  public static boolean contains(String key) {
    return Holder.ENTRIES.containsKey(key);
  }

  /**
   * One of them.
   *
   * @throws SpeakerbenchException if there is none of this key
   */
  public static CatalogueEntry entry(String key) {
    CatalogueEntry entry = Holder.ENTRIES.get(key);
    if (entry == null) {
      String meant =
          Nearest.meant(key, keys()).map(near -> " (did you mean " + near + "?)").orElse("");
      throw new SpeakerbenchException(
          "model "
              + key
              + " found"
              + meant
              + ", expected a key of the catalogue, which speakerbench models lists");
    }
    return entry;
  }

  private static Map<String, CatalogueEntry> read() {
    // By the class loader: on the module path a class finds the resources of its own module only.
    try (InputStream in = Catalogue.class.getClassLoader().getResourceAsStream(FILE)) {
      return in == null ? Map.of() : parse(in.readAllBytes());
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot read " + FILE + ": " + Reasons.of(e), e);
    }
  }

  /**
   * Reads a catalogue.
   *
   * @throws SpeakerbenchException if it is none, or a key stands in it twice
   */
  static Map<String, CatalogueEntry> parse(byte[] json) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode root = mapper.readTree(json);
    if (!SCHEMA.equals(root.path("schema").asText())) {
      throw new SpeakerbenchException(
          "catalogue: found schema " + root.path("schema") + ", expected " + SCHEMA);
    }
    Map<String, CatalogueEntry> entries = new LinkedHashMap<>();
    for (CatalogueEntry entry : entries(root, mapper)) {
      if (entries.putIfAbsent(entry.key(), entry) != null) {
        throw new SpeakerbenchException(
            "catalogue: found key " + entry.key() + " twice, expected it once");
      }
    }
    return entries;
  }

  private static List<CatalogueEntry> entries(JsonNode root, ObjectMapper mapper)
      throws JsonProcessingException {
    List<CatalogueEntry> entries = new ArrayList<>();
    for (JsonNode node : root.path("models")) {
      ObjectNode model = node.deepCopy();
      String name = model.path(FRONT_END).asText();
      JsonNode frontEnd = root.path("front_ends").path(name);
      if (frontEnd.isMissingNode()) {
        throw new SpeakerbenchException(
            "catalogue: found front end " + name + ", expected one of its front_ends");
      }
      model.remove(FRONT_END);
      model.set("frontEnd", frontEnd);
      entries.add(mapper.treeToValue(model, CatalogueEntry.class));
    }
    return entries;
  }
}
