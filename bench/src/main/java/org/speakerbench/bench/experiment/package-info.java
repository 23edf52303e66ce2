/**
 * Trials whose figures stand in docs/performance.md: comparisons of calls that no benchmark holds,
 * run by scripts.
 */
package org.speakerbench.bench.experiment;
