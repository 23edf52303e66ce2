package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Pass;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * A model and the files that are run of it: the official one, and, of float32, its portable and its
 * tuned form where passes find something.
 *
 * @param ref as the user names it
 * @param official its own file
 * @param portable with no operator that some release computes wrongly; the official one if there is
 *     none to rewrite
 * @param forms all that are run, the official one first
 */
record Subject(ModelRef ref, Path official, Path portable, List<MatrixModel> forms) {
  Subject {
    forms = List.copyOf(forms);
  }

  /** What the weights of its own file are stored in. */
  StoredPrecision stored() {
    return forms.get(0).stored();
  }

  /** Writes the forms of a model into a folder. */
  static Subject of(ModelRef ref, Zoo zoo, Path folder) throws IOException {
    Path official = ref.path(zoo).toAbsolutePath();
    OnnxModel model = OnnxModel.read(official);
    StoredPrecision stored =
        Exporter.isQuantised(model)
            ? StoredPrecision.INT8
            : Exporter.isFloat16(model) ? StoredPrecision.F16 : StoredPrecision.F32;
    String exporter = Exporter.of(model);
    List<MatrixModel> forms = new ArrayList<>();
    forms.add(new MatrixModel(ref.name(), ref.name(), official, exporter, stored));
    if (stored != StoredPrecision.F32) {
      return new Subject(ref, official, official, forms);
    }
    Path portable = official;
    for (Target target : List.of(Target.PORTABLE, Target.CPU)) {
      String form = target == Target.CPU ? "tuned" : "portable";
      Path file = folder.resolve(ref.name() + "-" + form + ".onnx");
      if (!rewrite(official, Passes.of(target), file)) {
        continue;
      }
      String label = ref.name() + " (" + form + ")";
      forms.add(new MatrixModel(ref.name(), label, file, exporter, stored));
      portable = target == Target.PORTABLE ? file : portable;
    }
    return new Subject(ref, official, portable, forms);
  }

  private static boolean rewrite(Path source, List<Pass> passes, Path out) {
    OnnxModel model = OnnxModel.read(source);
    if (Tuning.apply(model, passes).matches() == 0) {
      return false;
    }
    model.write(out);
    return true;
  }
}
