package org.speakerbench.bench.profile;

import java.util.OptionalLong;
import org.speakerbench.bench.jmh.state.AnswerCheck;
import org.speakerbench.bench.statistics.Ratio;

/**
 * What a run found.
 *
 * @param clip name of the audio
 * @param answer of the model, as it was checked before
 * @param plainMs median run without the profiler
 * @param slowdown runs under the profiler over those without it, in pairs
 * @param fileMacs multiply-accumulates of the model as its file has it; empty if not known
 */
public record ProfileResult(
    ProfileSettings settings,
    String clip,
    int frames,
    AnswerCheck.Outcome answer,
    ModelProfile profile,
    double plainMs,
    Ratio slowdown,
    OptionalLong fileMacs,
    MeasuredLimits limits) {}
