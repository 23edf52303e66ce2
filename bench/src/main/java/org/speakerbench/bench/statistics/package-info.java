/**
 * Figures of samples and forks: intervals, ratios, rank tests, drift, outliers, without knowing
 * what was timed.
 */
package org.speakerbench.bench.statistics;
