package org.speakerbench.bench.format;

/**
 * One work by one clock, measured twice.
 *
 * @param baseRun run of the base
 * @param newRun run of the new side
 * @param work what was timed; its program is that of the new side
 * @param clock wall or CPU
 * @param baseForks forks of the base
 * @param newForks forks of the new side
 * @param baseMs mean over the base's forks of their median times, ms
 * @param newMs the same of the new side
 * @param ratio new over base: above 1 is slower
 * @param ratioLow lower end of its 99% interval; NaN if there is none
 * @param ratioHigh upper end; NaN if there is none
 * @param pValue exact two-sided Mann-Whitney p over fork medians; NaN with too few forks
 * @param verdict what may be concluded
 * @param reason why that is the verdict, in one sentence
 */
public record ComparisonRow(
    String baseRun,
    String newRun,
    Work work,
    Clock clock,
    int baseForks,
    int newForks,
    double baseMs,
    double newMs,
    double ratio,
    double ratioLow,
    double ratioHigh,
    double pValue,
    ComparisonVerdict verdict,
    String reason) {}
