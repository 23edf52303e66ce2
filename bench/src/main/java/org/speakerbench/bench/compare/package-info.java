/** Two versions side by side, row by row: ratio, interval, verdict, and the gate. */
package org.speakerbench.bench.compare;
