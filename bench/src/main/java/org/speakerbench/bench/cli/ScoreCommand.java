package org.speakerbench.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.score.Cosine;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cosine of two clips. */
@Command(
    name = "score",
    description = "Prints the cosine similarity of the embeddings of two clips.")
final class ScoreCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A.wav", description = "First clip.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B.wav", description = "Second clip.")
  private Path second;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "campplus",
      description = {
        "ONNX file, or a key of the zoo (default: ${DEFAULT-VALUE}).",
        "Zoo models have synthetic weights: their scores say nothing about speakers."
      })
  private String model;

  @Mixin ConfigOption config;
  @Mixin ResampleOption resample;
  @Mixin ZooOption zoo;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ModelRef ref = ModelRef.parse(model);
    ZooNote.ofFiles(List.of(ref), spec.commandLine().getErr());
    try (SpeakerEmbedder embedder =
        Embedders.open(
            () -> ref.open(zoo.zoo(), SessionSettings.DEFAULT),
            config.frontEnds().andThen(resample::apply))) {
      double score = Cosine.similarity(embed(embedder, first), embed(embedder, second));
      spec.commandLine().getOut().println(score);
      if (ref.isZoo()) {
        spec.commandLine()
            .getErr()
            .println(
                "note: " + model + " has synthetic weights, its scores say nothing about speakers");
      }
      return RootCommand.OK;
    }
  }

  private static float[] embed(SpeakerEmbedder embedder, Path wav) throws IOException {
    try {
      return embedder.embed(wav);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(wav + ": " + OptionNames.message(e), e);
    }
  }
}
