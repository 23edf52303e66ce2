/**
 * Is it right? Golden packs (reference arrays that Python wrote, with their provenance), and the
 * parity check that holds an implementation against them, stage by stage.
 *
 * <p>{@link org.speakerbench.golden.GoldenPack} reads a pack, {@link
 * org.speakerbench.golden.ParityCheck} runs it, {@link org.speakerbench.golden.ParityReport} says
 * what came out. Tolerances and their reasons are in {@link org.speakerbench.golden.Limits}.
 */
package org.speakerbench.golden;
