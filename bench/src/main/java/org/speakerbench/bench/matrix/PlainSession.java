package org.speakerbench.bench.matrix;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * A model's file as it is under whatever ONNX Runtime the class path has, with the engine's session
 * settings and without what the engine does so that a release computes a model right. Only what the
 * Java API of 1.16 has is called here; plugins are asked for by the settings.
 */
final class PlainSession implements AutoCloseable {
  private final OrtEnvironment environment = OnnxRuntime.environment();
  private final OrtSession.SessionOptions options;
  private final OrtSession session;
  private final String input;

  PlainSession(Job job) throws OrtException {
    options = SessionSettings.DEFAULT.with(job.provider()).options();
    try {
      if (!job.optimised()) {
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      }
      session = environment.createSession(job.model().toString(), options);
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    }
    input = session.getInputNames().iterator().next();
  }

  /** The embedding of each clip, [dim]; several threads may ask. */
  List<float[]> run(List<Clip> clips) throws OrtException {
    int frames = clips.get(0).frames();
    int bins = clips.get(0).features().bins();
    FloatBuffer values =
        ByteBuffer.allocateDirect(clips.size() * frames * bins * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    clips.forEach(clip -> values.put(clip.features().data(), 0, frames * bins));
    values.flip();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, values, new long[] {clips.size(), frames, bins});
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return rows(((OnnxTensor) result.get(0)).getFloatBuffer(), clips.size());
    }
  }

  private static List<float[]> rows(FloatBuffer all, int count) {
    List<float[]> rows = new ArrayList<>();
    int dim = all.remaining() / count;
    for (int i = 0; i < count; i++) {
      float[] row = new float[dim];
      all.get(row);
      rows.add(row);
    }
    return rows;
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
