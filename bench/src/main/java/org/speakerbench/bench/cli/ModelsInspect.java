package org.speakerbench.bench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.speakerbench.bench.measure.Macs;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.Catalogue;
import org.speakerbench.engine.catalogue.FetchedModels;
import org.speakerbench.engine.graph.DataFile;
import org.speakerbench.engine.graph.Value;
import org.speakerbench.engine.graph.inspect.Finding;
import org.speakerbench.engine.graph.inspect.Inspection;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a model holds, and what its user had better know. */
@Command(
    name = "inspect",
    description = {
      "Describes an ONNX model: inputs, outputs, parameters, MACs, precision, files, and findings",
      "that its user had better know, each with what to do."
    })
final class ModelsInspect implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Frames of three seconds, for which the published figures stand. */
  private static final int FRAMES = 298;

  /** Bins if the model takes any number. */
  private static final int BINS = 80;

  private static final String LINE = "%-14s %s%n";

  @Parameters(paramLabel = "PATH", description = ModelWords.MODEL + ".")
  private String model;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin ZooOption zooOption;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Path file = file();
    Inspection inspection =
        Zoo.contains(model) ? Inspection.of(file, Zoo.model(model).known()) : Inspection.of(file);
    OptionalLong macs = macs(inspection);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(describe(inspection, macs));
    } else {
      print(out, inspection, macs);
    }
    return RootCommand.OK;
  }

  private Path file() {
    if (Zoo.contains(model)) {
      return zooOption.zoo().materialize(model);
    }
    if (Catalogue.contains(model)) {
      return FetchedModels.inCacheFolder().require(model);
    }
    Path file = Path.of(model);
    if (!Files.isRegularFile(file)) {
      throw new SpeakerbenchException(
          file
              + ": found "
              + (Files.isDirectory(file) ? "a folder" : "no such file")
              + ", expected an ONNX model or a key of the zoo");
    }
    return file;
  }

  /** Of one clip of three seconds; empty where ONNX Runtime cannot run the model so. */
  private static OptionalLong macs(Inspection inspection) {
    boolean whole = inspection.external().stream().allMatch(data -> data.bytes() >= data.needed());
    if (inspection.spec().isEmpty() || !whole) {
      return OptionalLong.empty();
    }
    ModelSpec spec = inspection.spec().get();
    return Macs.count(
        inspection.file(),
        spec.axes(),
        1,
        FRAMES,
        spec.featureBins() > 0 ? spec.featureBins() : BINS);
  }

  private static void print(PrintWriter out, Inspection inspection, OptionalLong macs) {
    out.printf(LINE, "file", inspection.file());
    inspection.inputs().forEach(input -> out.printf(LINE, "input", named(input)));
    inspection.outputs().forEach(output -> out.printf(LINE, "output", named(output)));
    inspection
        .opsets()
        .forEach((domain, version) -> out.printf(LINE, "opset", opset(domain) + " " + version));
    out.printf(LINE, "IR version", inspection.irVersion());
    out.printf(LINE, "producer", orNothing(inspection.producer()));
    out.printf(LINE, "nodes", inspection.nodes());
    out.printf(LINE, "parameters", inspection.parameters());
    out.printf(
        LINE,
        "MACs",
        macs.isPresent()
            ? macs.getAsLong() + " for " + FRAMES + " frames"
            : "not known: ONNX Runtime does not run it on " + FRAMES + " frames");
    out.printf(LINE, "precision", orNothing(inspection.precision()));
    if (inspection.metadata().isEmpty()) {
      out.printf(LINE, "metadata", "none");
    }
    inspection.metadata().forEach((key, value) -> out.printf(LINE, "metadata", key + "=" + value));
    if (inspection.external().isEmpty()) {
      out.printf(LINE, "weights", "in the file");
    }
    for (DataFile data : inspection.external()) {
      out.printf(LINE, "weights", data.location() + ", " + bytes(data));
    }
    inspection
        .spec()
        .ifPresent(
            one -> SpecLines.of(one).forEach(line -> out.printf(LINE, line.topic(), line.text())));
    for (Finding finding : inspection.findings()) {
      out.printf(LINE, "finding", finding.topic() + ": " + finding.text());
    }
    if (inspection.findings().isEmpty()) {
      out.printf(LINE, "findings", "none");
    }
  }

  private static String named(Value value) {
    return value.name() + " " + value;
  }

  private static String opset(String domain) {
    return domain.isEmpty() ? "ai.onnx" : domain;
  }

  private static String orNothing(String text) {
    return text.isEmpty() ? "not known" : text;
  }

  private static String bytes(DataFile data) {
    return data.bytes() < 0 ? "missing" : data.bytes() + " bytes";
  }

  private static String describe(Inspection inspection, OptionalLong macs) {
    ObjectNode node = JSON.createObjectNode();
    node.put("file", inspection.file().toString());
    inspection.inputs().forEach(input -> describe(node.withArray("inputs").addObject(), input));
    inspection.outputs().forEach(value -> describe(node.withArray("outputs").addObject(), value));
    ObjectNode opsets = node.putObject("opsets");
    inspection.opsets().forEach((domain, version) -> opsets.put(opset(domain), version));
    node.put("irVersion", inspection.irVersion()).put("producer", inspection.producer());
    node.put("nodes", inspection.nodes()).put("parameters", inspection.parameters());
    node.put("frames", FRAMES);
    if (macs.isPresent()) {
      node.put("macs", macs.getAsLong());
    } else {
      node.putNull("macs");
    }
    node.put("precision", inspection.precision());
    ObjectNode metadata = node.putObject("metadata");
    for (Map.Entry<String, String> entry : inspection.metadata().entrySet()) {
      metadata.put(entry.getKey(), entry.getValue());
    }
    node.putArray("externalData");
    for (DataFile data : inspection.external()) {
      ObjectNode file = node.withArray("externalData").addObject();
      file.put("location", data.location()).put("neededBytes", data.needed());
      if (data.bytes() < 0) {
        file.putNull("bytes");
      } else {
        file.put("bytes", data.bytes());
      }
      file.put("problem", data.problem().orElse(null));
    }
    inspection.spec().ifPresent(one -> describe(node.putObject("expects"), one));
    node.putArray("findings");
    for (Finding finding : inspection.findings()) {
      ObjectNode found = node.withArray("findings").addObject();
      found.put("topic", finding.topic().toString()).put("text", finding.text());
    }
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of strings and numbers is always JSON", e);
    }
  }

  /** Its facts, each with its source; and a sidecar that says them all. */
  private static void describe(ObjectNode node, ModelSpec spec) {
    for (SpecLines.Line line : SpecLines.of(spec)) {
      node.putObject(line.key()).put("value", line.value()).put("source", line.source());
    }
    try {
      node.set("sidecar", JSON.readTree(spec.toSidecar()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("a sidecar is always JSON", e);
    }
  }

  private static void describe(ObjectNode node, Value value) {
    node.put("name", value.name());
    node.put("type", value.type().map(Object::toString).orElse(null));
    if (value.shape() == null) {
      node.putNull("shape");
    } else {
      value.shape().forEach(node.withArray("shape")::add);
    }
  }
}
