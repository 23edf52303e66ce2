package org.speakerbench.bench.format;

import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.provider.Provider;

/**
 * What all rows of a profile have in common.
 *
 * @param model as the user names it
 * @param runtime version of ONNX Runtime
 * @param clip name of the audio
 * @param threads inside one operator
 * @param runs with the profiler, and as many without
 * @param cosine of the answer to its reference; NaN without one
 */
public record ProfileSubject(
    RunFacts run,
    String model,
    GraphForm graph,
    Provider provider,
    String runtime,
    String clip,
    int audioMs,
    int frames,
    int threads,
    int runs,
    Verdict verdict,
    double cosine) {}
