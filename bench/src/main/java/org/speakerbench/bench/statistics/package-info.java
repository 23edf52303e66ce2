/** Statistics of times, on plain numbers: nothing here knows where they come from. */
package org.speakerbench.bench.statistics;
