package org.speakerbench.bench.external;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FbankOverlay;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * The front end of each model in the words of {@code fbank_config.json}, for programs that read it.
 */
public final class ProgramConfig {
  private final Map<String, ExternalProgram> programs = new HashMap<>();
  private final OwnFiles own;
  private final Map<String, ModelRef> models = new HashMap<>();

  /** Models are read when they are asked for, and once. */
  private final Map<String, FrontEnd> frontEnds = new HashMap<>();

  /** For the programs and models of a run. */
  public ProgramConfig(List<ExternalProgram> programs, OwnFiles own, List<ModelRef> models) {
    programs.forEach(program -> this.programs.put(program.name(), program));
    this.own = own;
    models.forEach(model -> this.models.put(model.label(), model));
  }

  /**
   * The configuration of a model. The C++ tool does not know {@code sample_scale}, which is in it
   * only where it is not 1.
   */
  String text(String model) {
    FbankOptions fbank = frontEnd(model).fbank();
    ObjectNode json = FbankOverlay.json(fbank);
    if (fbank.scale() == SampleScale.UNIT) {
      json.remove(FbankKey.SAMPLE_SCALE.key());
    }
    return json.toPrettyString() + "\n";
  }

  /**
   * Checks that the file can say all of a front end to a program that takes it.
   *
   * @throws SpeakerbenchException if it cannot
   */
  void requireSaid(Work work) {
    if (!reads(work)) {
      return;
    }
    FrontEnd frontEnd = frontEnd(work.model());
    if (frontEnd.mean() != MeanNormalization.CLIP) {
      throw unsaid(work, "mean_normalization " + frontEnd.mean());
    }
    if (frontEnd.fbank().mel().warps()) {
      throw unsaid(work, "vtln_warp " + frontEnd.fbank().mel().vtlnWarp());
    }
  }

  private static SpeakerbenchException unsaid(Work work, String found) {
    return new SpeakerbenchException(
        "--external "
            + work.program()
            + ": the front end of model "
            + work.model()
            + " has "
            + found
            + ", which {config} cannot say, expected a command without {config} that has the front"
            + " end of the model itself");
  }

  /** What a row should say of the file that its program was given. */
  public Optional<String> note(Work work) {
    if (!reads(work) || frontEnd(work.model()).fbank().scale() == SampleScale.UNIT) {
      return Optional.empty();
    }
    return Optional.of(
        "{config} says sample_scale "
            + frontEnd(work.model()).fbank().scale().factor()
            + ", which a program may not know");
  }

  private FrontEnd frontEnd(String model) {
    return frontEnds.computeIfAbsent(model, name -> own.frontEnd(models.get(name).spec()));
  }

  private boolean reads(Work work) {
    ExternalProgram program = programs.get(work.program());
    return program != null && program.takes(Placeholder.CONFIG);
  }
}
