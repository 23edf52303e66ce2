package org.speakerbench.bench.format;

/**
 * One line of {@code measurements.csv}: a wall time of an iteration and how often it was measured,
 * or the CPU time per call of an iteration and its calls.
 *
 * @param runId the run
 * @param work what was timed
 * @param clock wall or CPU
 * @param phase whether it counts
 * @param fork number of the fork, from 1
 * @param iteration number within the fork and phase, from 1
 * @param valueMs time per call, ms
 * @param count how often it was measured, or calls in the iteration
 */
public record MeasurementRow(
    String runId,
    Work work,
    Clock clock,
    Phase phase,
    int fork,
    int iteration,
    double valueMs,
    long count) {}
