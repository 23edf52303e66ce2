package org.speakerbench.engine.spec;

import java.nio.file.Path;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankFile;
import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * What a model expects and gives. What differs between models is data here, never a condition on a
 * name elsewhere.
 *
 * @param name zoo key, or the name given to a model file
 * @param kind where the weights come from
 * @param frontEnd samples to what it takes
 * @param input name of the input, float
 * @param axes their order
 * @param featureBins bins per frame that it takes; 0 if it takes any number
 * @param output name of the output, float [batch, dim] or [batch, 1, dim]
 * @param embeddingDim length of an embedding; -1 if nothing says
 * @param minFrames fewest frames with a finite embedding; 1 if nothing says
 * @param sources where each fact is from, by the keys of {@link SpecKey} and of the FBank
 *     configuration; a fact that is not there is said by nothing
 */
public record ModelSpec(
    String name,
    ModelKind kind,
    FrontEnd frontEnd,
    String input,
    AxisOrder axes,
    int featureBins,
    String output,
    int embeddingDim,
    int minFrames,
    Map<String, Source> sources) {

  public ModelSpec {
    sources = Map.copyOf(sources);
  }

  /**
   * Puts together what is known of a model: before its file was read, by the sidecar {@code
   * MODEL.speakerbench.json}, the metadata of the file, and its names and shapes, in this order.
   *
   * @throws SpeakerbenchException if something of it cannot be honoured, or two say that which
   *     cannot both be so
   */
  public static ModelSpec of(KnownModel known, ModelFile file) {
    return new Resolution(known, file).spec();
  }

  /**
   * The front end of a configuration for this model, which has what the configuration does not
   * give.
   *
   * @throws SpeakerbenchException if the model states something else than the configuration
   */
  public FrontEnd frontEnd(FbankFile config) {
    FbankOptions options = config.over(frontEnd.fbank());
    new Agreement(this, config.source()).requireOptions(options);
    return frontEnd.withFbank(options);
  }

  /**
   * Compares options of FBank with what sidecar and metadata say of them.
   *
   * @param whose what messages call the other ones
   * @throws SpeakerbenchException if one of them says another
   */
  public void requireStated(FbankOptions other, String whose) {
    new Agreement(this, whose).requireStated(other);
  }

  /**
   * Compares a front end with that by which the model is run.
   *
   * @param whose what messages call the other one
   * @throws SpeakerbenchException if they differ, whatever says so
   */
  public void requireAgrees(FrontEnd other, String whose) {
    new Agreement(this, whose).require(other);
  }

  /** The text of a sidecar that says all of it, whatever the sources are. */
  public String toSidecar() {
    return SidecarText.of(this);
  }

  /** Where the file is that says what a model expects, if it has one: beside it. */
  public static Path sidecar(Path onnx) {
    return Sidecar.of(onnx);
  }

  /** Where a fact is from. */
  public Source source(String key) {
    return sources.getOrDefault(key, Source.NOTHING);
  }
}
