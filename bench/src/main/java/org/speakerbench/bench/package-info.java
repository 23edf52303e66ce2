/**
 * The program: its entry point, and the rehearsal that the launcher makes an archive of classes
 * from.
 */
package org.speakerbench.bench;
