/** The JMH benchmarks: one class a stage, without logic of its own. */
package org.speakerbench.bench.jmh;
