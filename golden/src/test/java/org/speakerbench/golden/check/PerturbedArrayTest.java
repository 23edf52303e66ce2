package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.FeatureReference;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.PackCopy;

/**
 * One value of each array of each embedded pack is changed, which value is drawn from the array's
 * name: the check must fail by the array's hash and, where the hash was changed too, because the
 * array no longer agrees with the other references or with the engine.
 *
 * <p>Without the hash the change is one that matters. A sample that differs by its last bit does; a
 * feature or an embedding that only moves a limit matters when it moves the limit to a multiple.
 */
class PerturbedArrayTest {
  private static final double FEATURE_LIMITS = 6;

  @TempDir Path folder;

  static List<String> packs() {
    return GoldenPack.embeddedNames();
  }

  /**
   * An array of a pack.
   *
   * @param clip the one that is checked
   * @param part manifest of the smallest pack that holds the array
   * @param group what holds the array in that manifest, with those that it must agree with
   * @param role name of the array there
   */
  private record Target(String clip, ObjectNode part, ObjectNode group, String role) {

    ObjectNode entry() {
      return (ObjectNode) group.get(role);
    }

    String path() {
      return entry().get("path").asText();
    }

    /** Which value is changed. */
    int[] place() {
      SplittableRandom random = new SplittableRandom(path().hashCode());
      JsonNode shape = entry().get("shape");
      int columns = shape.size() == 1 ? 1 : shape.get(1).asInt();
      return new int[] {random.nextInt(shape.get(0).asInt()), random.nextInt(columns), columns};
    }
  }

  @ParameterizedTest
  @MethodSource("packs")
  void everyChangeIsCaughtByTheHash(String name) throws Exception {
    PackCopy copy = new PackCopy(folder, name);
    List<String> passed = new ArrayList<>();
    for (Target target : targets(copy)) {
      byte[] before = Files.readAllBytes(copy.file(target.entry()));
      perturb(copy, target, 0);
      Optional<String> failure = check(copy, target);
      Files.write(copy.file(target.entry()), before);
      String expected = target.path() + ": found SHA-256 ";
      if (failure.filter(message -> message.contains(expected)).isEmpty()) {
        passed.add(target.path() + ": " + failure.orElse("passed"));
      }
    }
    assertThat(passed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("packs")
  void everyChangeThatMattersIsCaughtWithoutTheHash(String name) throws Exception {
    PackCopy copy = new PackCopy(folder, name);
    List<String> passed = new ArrayList<>();
    for (Target target : targets(copy)) {
      byte[] before = Files.readAllBytes(copy.file(target.entry()));
      perturb(copy, target, size(copy, target));
      String sha256 = target.entry().get("sha256").asText();
      copy.seal(target.entry());
      Optional<String> failure = check(copy, target);
      Files.write(copy.file(target.entry()), before);
      target.entry().put("sha256", sha256);
      // The blame is the clip's; the message says which references do not agree.
      if (failure.filter(message -> message.contains(target.clip())).isEmpty()) {
        passed.add(target.path() + ": " + failure.orElse("passed"));
      }
    }
    assertThat(passed).isEmpty();
  }

  /** The engine's front end on one clip, and all that is read for it; empty if it passes. */
  private static Optional<String> check(PackCopy copy, Target target) {
    try {
      ParityReport report =
          new ParityCheck(copy.save(target.part()), TestZoo.zoo())
              .withClips(List.of(target.clip()))
              .run(List.of());
      return report.passed() ? Optional.empty() : Optional.of(report.finalLine());
    } catch (SpeakerbenchException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** All arrays of a pack, each file once. */
  private static List<Target> targets(PackCopy copy) {
    Map<String, Target> targets = new LinkedHashMap<>();
    ObjectNode manifest = copy.manifest();
    JsonNode ownClips = manifest.has("clips_from") ? manifest.arrayNode() : manifest.get("clips");
    for (JsonNode clip : ownClips) {
      ObjectNode part = part(manifest);
      part.putArray("clips").add(clip.deepCopy());
      collect(targets, clip.get("id").asText(), part, part.get("clips").get(0));
    }
    List<String> ofModels = List.of("models", "embeddings", "sweeps");
    for (String model : (Iterable<String>) manifest.get("models")::fieldNames) {
      ObjectNode part = part(manifest);
      part.set("clips", manifest.get("clips").deepCopy());
      for (String section : ofModels) {
        if (manifest.path(section).has(model)) {
          ((ObjectNode) part.get(section)).set(model, manifest.get(section).get(model).deepCopy());
        }
      }
      for (String section : List.of("embeddings", "sweeps")) {
        JsonNode group = part.get(section).path(model);
        collect(targets, group.has("clip") ? group.get("clip").asText() : null, part, group);
      }
    }
    ObjectNode own = manifest.deepCopy();
    own.set("clips", ownClips);
    assertThat(targets.keySet()).isNotEmpty().containsExactlyInAnyOrderElementsOf(paths(own));
    return List.copyOf(targets.values());
  }

  /** Everything but clips and what models gave. */
  private static ObjectNode part(ObjectNode manifest) {
    ObjectNode part = manifest.objectNode();
    for (String kept : List.of("schema", "name", "generator", "fbank_config", "clips_from")) {
      if (manifest.has(kept)) {
        part.set(kept, manifest.get(kept));
      }
    }
    for (String emptied : List.of("models", "embeddings", "sweeps")) {
      part.putObject(emptied);
    }
    return part;
  }

  /** A row of embeddings belongs to the clip that is listed there. */
  private static void collect(
      Map<String, Target> targets, String clip, ObjectNode part, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (isArray(field.getValue())) {
        Target target = new Target(clip, part, (ObjectNode) node, field.getKey());
        String owner = clip == null ? node.get("clips").get(target.place()[0]).asText() : clip;
        targets.putIfAbsent(target.path(), new Target(owner, part, target.group(), target.role()));
      } else {
        collect(targets, clip, part, field.getValue());
      }
    }
  }

  private static boolean isArray(JsonNode node) {
    return node.has("path") && node.has("sha256") && node.has("dtype") && node.has("shape");
  }

  private static List<String> paths(JsonNode node) {
    List<String> paths = new ArrayList<>();
    if (isArray(node)) {
      paths.add(node.get("path").asText());
    }
    node.forEach(child -> paths.addAll(paths(child)));
    return paths.stream().distinct().toList();
  }

  /** Changes the value by an amount, up or down; by its last bit if that is 0. */
  private static void perturb(PackCopy copy, Target target, double amount) {
    int[] place = target.place();
    int index = place[0] * place[2] + place[1];
    if (amount == 0) {
      copy.flipLastBit(target.entry(), index);
    } else {
      copy.add(target.entry(), index, index % 2 == 0 ? amount : -amount);
    }
  }

  /** A change that matters, see above. */
  private static double size(PackCopy copy, Target target) {
    if (target.role().equals("samples")) {
      return 0;
    }
    if (target.role().startsWith("fbank_")) {
      GoldenClip clip = copy.save(target.part()).clip(target.clip());
      return FEATURE_LIMITS * new FeatureReference(clip).maxAbsLimit();
    }
    boolean knf = target.role().equals("onnxruntime_knf");
    float[] expected = row(copy, target, "pytorch");
    float[] actual = row(copy, target, knf ? "onnxruntime_knf" : "onnxruntime");
    double error = ArrayErrors.between(expected, actual).relativeL2();
    double norm = Math.sqrt(expected.length) * rms(expected);
    return (knf ? Limits.endToEnd(error) : Limits.inference(error)) * norm;
  }

  private static double rms(float[] values) {
    return ArrayErrors.between(values, new float[values.length]).rms();
  }

  private static float[] row(PackCopy copy, Target target, String role) {
    return copy.values((ObjectNode) target.group().get(role), target.place()[0]);
  }
}
