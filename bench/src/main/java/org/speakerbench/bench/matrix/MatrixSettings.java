package org.speakerbench.bench.matrix;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What the matrix is to hold.
 *
 * @param versions as the user names them, see {@link Releases}
 * @param jars by version
 * @param providers in float32
 * @param precisions of plugins, f32 first
 * @param rtf whether safe combinations are timed
 * @param maven command that starts Maven
 */
public record MatrixSettings(
    List<String> versions,
    Map<String, Path> jars,
    List<Provider> providers,
    List<ComputePrecision> precisions,
    List<ModelRef> models,
    Zoo zoo,
    boolean rtf,
    String maven) {

  public MatrixSettings {
    versions = List.copyOf(versions);
    jars = Map.copyOf(jars);
    providers = List.copyOf(providers);
    models = List.copyOf(models);
    precisions = precisions.stream().distinct().sorted().toList();
    if (!precisions.contains(ComputePrecision.F32)) {
      throw new SpeakerbenchException(
          "--precisions: found "
              + precisions.get(0)
              + " without f32, expected f32 too: it tells whether a provider computes a model right"
              + " at all");
    }
    if (models.stream().map(ModelRef::name).distinct().count() < models.size()) {
      throw new SpeakerbenchException("--models: found a name twice, expected each once");
    }
    if (providers.stream().map(Provider::name).distinct().count() < providers.size()) {
      throw new SpeakerbenchException("--providers: found a name twice, expected each once");
    }
  }
}
