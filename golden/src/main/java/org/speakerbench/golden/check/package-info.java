/**
 * The parity check: holds a candidate against golden packs, stage by stage, and says what it found.
 */
package org.speakerbench.golden.check;
