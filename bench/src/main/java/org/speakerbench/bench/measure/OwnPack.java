package org.speakerbench.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.FrontEndDifferences;
import org.speakerbench.bench.jmh.state.References;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.GoldenPack;

/** Whether a golden pack of the user's says anything of what is timed: he gave it for that. */
final class OwnPack {
  private static final double MS_PER_S = 1000;

  private OwnPack() {}

  /**
   * Checks that at least one model is held against the pack, on at least one length of the clip.
   *
   * @throws SpeakerbenchException if none is, or the pack was made with another model of that name
   * @throws IOException if the clip cannot be read
   */
  static void requireUse(References references, List<ModelRef> models, RtfSettings settings)
      throws IOException {
    GoldenPack pack = references.packs().get(0);
    List<ModelRef> known =
        models.stream().filter(model -> pack.models().contains(model.name())).toList();
    if (known.isEmpty()) {
      throw new SpeakerbenchException(
          at(settings)
              + "found references of "
              + String.join(", ", pack.models())
              + " in it, expected one of the models that are timed, "
              + models.stream().map(ModelRef::name).collect(Collectors.joining(", "))
              + " (NAME=PATH gives a file its name)");
    }
    known.forEach(pack::requireSameModel);
    known.forEach(model -> requireSameFrontEnd(pack, model, settings));
    for (int audioMs : settings.grid().audioMs()) {
      BenchClip clip = BenchClip.load(references, settings.clip(), audioMs);
      if (known.stream().anyMatch(model -> clip.isReferenced(pack, model))) {
        return;
      }
    }
    throw new SpeakerbenchException(
        at(settings)
            + "found no reference in it for "
            + settings.clip()
            + " of "
            + settings.grid().audioMs().stream()
                .map(ms -> ms + " ms")
                .collect(Collectors.joining(", "))
            + ", expected a clip of it at its own length"
            + example(pack, known.get(0)));
  }

  private static void requireSameFrontEnd(GoldenPack pack, ModelRef model, RtfSettings settings) {
    FrontEnd own = settings.own().frontEnd(model.spec());
    List<String> differences = FrontEndDifferences.between(pack.frontEnd(), own);
    if (!differences.isEmpty()) {
      Path config = settings.own().config();
      throw new SpeakerbenchException(
          at(settings)
              + "it was made with another front end than "
              + (config == null ? "that of model " + model.name() : config)
              + ": found "
              + String.join(", ", differences)
              + ", expected the same"
              + (config == null
                  ? " (a model says what it takes by a sidecar; --config says it for a run)"
                  : ""));
    }
  }

  /** The first clip that can be given by its length in milliseconds. */
  private static String example(GoldenPack pack, ModelRef model) {
    return pack.clips().stream()
        .filter(clip -> pack.endToEnd(clip.id(), model.name()).isPresent())
        .filter(clip -> clip.waveform().samples().length * MS_PER_S % clip.sampleRateHz() == 0)
        .findFirst()
        .map(
            clip ->
                ", such as --wav "
                    + clip.id()
                    + " --audio-ms "
                    + Math.round(clip.waveform().samples().length * MS_PER_S / clip.sampleRateHz()))
        .orElse(" (make the pack of clips of whole milliseconds)");
  }

  private static String at(RtfSettings settings) {
    return "golden pack " + settings.own().golden() + ": ";
  }
}
