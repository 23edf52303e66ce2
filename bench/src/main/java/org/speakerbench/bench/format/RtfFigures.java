package org.speakerbench.bench.format;

/**
 * Real-time factors of a row: time over the length of the audio. NaN where there is none.
 *
 * @param rtf mean time per call over the audio of one call
 * @param low lower end of the 99% interval
 * @param high upper end
 * @param published figure to compare with
 * @param publishedRatio measured over published: below 1 is faster
 * @param throughput audio per wall time over all workers, as a multiple of real time
 */
public record RtfFigures(
    double rtf,
    double low,
    double high,
    double published,
    double publishedRatio,
    double throughput) {}
