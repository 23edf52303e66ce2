/** Models and front ends to error rates on trials, and how they stand beside speed. */
package org.speakerbench.bench.accuracy;
