package org.speakerbench.engine.graph.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.DataFile;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Value;
import org.speakerbench.engine.graph.inspect.Finding.Topic;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelSpec;

/**
 * What an ONNX file holds, without running it.
 *
 * @param irVersion version of the file's form
 * @param producer name and version of the program that wrote it; may be empty
 * @param opsets version of the operators of each domain; the empty one is ONNX's own
 * @param nodes number of nodes, those inside others included
 * @param parameters see {@link Parameters}
 * @param precision {@code fp32}, {@code fp16}, {@code bf16}, {@code int8 QDQ}, {@code mixed (...)};
 *     empty without weights
 * @param metadata what the file says of itself
 * @param external files with its weights
 * @param spec what it expects and gives; empty if a finding tells why it cannot be run
 * @param findings what its user had better know, by topic
 */
public record Inspection(
    Path file,
    long irVersion,
    String producer,
    Map<String, Integer> opsets,
    List<Value> inputs,
    List<Value> outputs,
    int nodes,
    long parameters,
    String precision,
    Map<String, String> metadata,
    List<DataFile> external,
    Optional<ModelSpec> spec,
    List<Finding> findings) {

  /**
   * Reads a model and all its weights.
   *
   * @throws SpeakerbenchException if the ONNX file cannot be read: of weights beside it a finding
   *     tells that
   */
  public static Inspection of(Path onnx) {
    return of(onnx, KnownModel.file(String.valueOf(onnx.getFileName())));
  }

  /** The same of a model of which something is known besides. */
  public static Inspection of(Path onnx, KnownModel known) {
    OnnxModel model = OnnxModel.read(onnx);
    List<DataFile> external = model.dataFiles();
    FrontEnd frontEnd = FrontEnd.of(model, known);
    return new Inspection(
        onnx,
        model.irVersion(),
        model.producer(),
        model.opsets(),
        model.graph().inputs(),
        model.graph().outputs(),
        model.allNodes().size(),
        Parameters.count(model),
        Precision.of(model).label(),
        model.metadata(),
        external,
        frontEnd.spec(),
        findings(model, external, frontEnd));
  }

  private static List<Finding> findings(
      OnnxModel model, List<DataFile> external, FrontEnd frontEnd) {
    List<Finding> findings = new ArrayList<>();
    for (DataFile file : external) {
      file.problem()
          .ifPresent(text -> findings.add(new Finding(Topic.EXTERNAL_DATA, "found " + text)));
    }
    findings.addAll(Axes.findings(model.graph()));
    findings.addAll(Precision.of(model).findings());
    findings.addAll(Operators.findings(model));
    findings.addAll(Randomness.findings(model));
    findings.addAll(Weights.findings(model, unreadable(external)));
    findings.addAll(frontEnd.findings());
    model
        .authorsFolder()
        .ifPresent(
            folder ->
                findings.add(
                    new Finding(
                        Topic.FOLDERS,
                        "the file holds folders of its author's machine ("
                            + folder
                            + "): models portable writes it without them")));
    return findings;
  }

  private static List<String> unreadable(List<DataFile> external) {
    return external.stream()
        .filter(file -> file.bytes() < file.needed())
        .map(DataFile::location)
        .collect(Collectors.toList());
  }
}
