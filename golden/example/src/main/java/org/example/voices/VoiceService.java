package org.example.voices;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;

/** A service with an ONNX Runtime session of its own, as many are; the features are the engine's. */
public final class VoiceService implements AutoCloseable {
  private final Fbank fbank = new Fbank(FbankOptions.STANDARD);
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** Opens a model with one input [batch, frames, 80]. */
  public VoiceService(Path model) throws OrtException {
    session = environment.createSession(model.toString());
  }

  /** The embedding of a WAV file. */
  public float[] embed(Path wav) throws IOException, OrtException {
    Features features = fbank.compute(WavReader.read(wav)).meanNormalized();
    long[] shape = {1, features.frames(), features.bins()};
    String input = session.getInputNames().iterator().next();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(features.data()), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return ((float[][]) result.get(0).getValue())[0];
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
