package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.OutputFormat;
import org.speakerbench.engine.extract.ScpRun;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Features of a list of clips: the C++ {@code make_fbank_feature}. */
@Command(
    name = "fbank",
    description = {
      "Writes the raw log-mel features of each utterance of a wav.scp.",
      "Arguments, file names and text format are those of the C++ make_fbank_feature."
    })
final class FbankCommand implements Callable<Integer> {
  @Mixin FrontEndOption frontEnd;

  @Parameters(
      index = "1",
      paramLabel = "WAV_SCP",
      description = "Lines of an id and the path of a clip; - for standard input.")
  private Path wavScp;

  @Parameters(
      index = "2",
      paramLabel = "FEATURE_SCP",
      description = "Index to write: lines of an id and the path of its features.")
  private Path featureScp;

  @Parameters(
      index = "3",
      paramLabel = "OUT_DIR",
      description = "Existing folder for the features.")
  private String outDir;

  @Option(
      names = "--mean-norm",
      description = "Subtract the mean over frames from each bin, as the models want it.")
  private boolean meanNorm;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = {
        ModelWords.MODEL + " (default: none).",
        "Its front end is taken where CONFIG is -, and must agree with CONFIG otherwise."
      })
  private String model;

  @Mixin FormatOption format;
  @Mixin ScpOptions list;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    OutputFormat output = format.format;
    FrontEnd chosen = frontEnd();
    Fbank fbank = new Fbank(chosen.fbank());
    PrintWriter err = spec.commandLine().getErr();
    OutputRun place = OutputRun.ofFeatures(output, featureScp, outDir);
    ScpRun run =
        new ScpRun(wavScp, featureScp, place.folder(), output.featureSuffix(), list.jobs());
    ScpProgress progress = new ScpProgress(err, featureScp, list.progressSeconds());
    FrontEnd made =
        new FrontEnd(chosen.fbank(), meanNorm ? MeanNormalization.CLIP : MeanNormalization.NONE);
    list.apply(run, MadeBy.features(made, output), progress);
    place.before(list.resumes());
    ScpRun.Result result =
        run.run(
            OptionNames.in(
                clip -> {
                  Features raw = fbank.compute(clip);
                  Features features = meanNorm ? raw.meanNormalized() : raw;
                  return out -> output.write(features, out);
                }));
    place.after();
    return ScpReport.print(result, featureScp, progress.elapsedSeconds(), err);
  }

  private FrontEnd frontEnd() {
    if (model != null) {
      return frontEnd.frontEnds().apply(ModelRef.parse(model).spec());
    }
    if (frontEnd.isModels()) {
      throw new SpeakerbenchException(
          "found - as CONFIG, expected --model too: the front end is that of a model");
    }
    return frontEnd.frontEnd();
  }
}
