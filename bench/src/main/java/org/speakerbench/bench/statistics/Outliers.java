package org.speakerbench.bench.statistics;

/**
 * How many samples lie outside Tukey's fences: mild beyond 1.5, extreme beyond 3 interquartile
 * ranges from the quartiles (Tukey, Exploratory Data Analysis, 1977). All of them are kept: slow
 * calls are part of what users get.
 *
 * @param lowExtreme far below
 * @param lowMild below
 * @param highMild above
 * @param highExtreme far above
 */
public record Outliers(long lowExtreme, long lowMild, long highMild, long highExtreme) {}
