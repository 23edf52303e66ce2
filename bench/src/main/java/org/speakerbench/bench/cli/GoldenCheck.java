package org.speakerbench.bench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.fetch.ModelCheck;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.check.ParityCheck;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * Holds a fetched model against the golden pack that has references of it, under its key of the
 * catalogue: it must be the same file, and give what Python gave.
 *
 * @param packs where references are looked for
 * @param clips the check with the clips that it is run on
 */
record GoldenCheck(List<GoldenPack> packs, UnaryOperator<ParityCheck> clips) implements ModelCheck {
  /** All clips of the packs of the class path. */
  static GoldenCheck embedded() {
    return new GoldenCheck(
        GoldenPack.embeddedNames().stream().map(GoldenPack::embedded).toList(),
        UnaryOperator.identity());
  }

  @Override
  public String check(CatalogueEntry entry, Path onnx) {
    Optional<GoldenPack> pack =
        packs.stream().filter(one -> one.models().contains(entry.key())).findFirst();
    return pack.map(found -> check(found, new ModelRef(entry.key(), onnx)))
        .orElse("UNCHECKED: no golden pack has references of it");
  }

  private String check(GoldenPack pack, ModelRef model) {
    ParityReport report =
        clips.apply(new ParityCheck(pack, Zoo.inCacheFolder())).run(List.of(model));
    if (!report.passed()) {
      throw new SpeakerbenchException(
          "model "
              + model.name()
              + ": found other embeddings on this machine than those of golden pack "
              + pack.name()
              + ", expected the same ("
              + report.finalLine()
              + "); it is not taken");
    }
    return "CHECKED: gives what golden pack "
        + pack.name()
        + " has for "
        + report.clips().size()
        + " clips";
  }
}
