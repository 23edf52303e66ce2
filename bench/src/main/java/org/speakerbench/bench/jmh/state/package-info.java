/**
 * What benchmarks run on: the clips, models and processes that they set up, and the check of every
 * answer against the golden pack.
 */
package org.speakerbench.bench.jmh.state;
