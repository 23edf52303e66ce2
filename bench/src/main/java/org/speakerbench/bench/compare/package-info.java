/**
 * Two measurements of the same work, from two report folders or from one run that interleaved both:
 * {@link org.speakerbench.bench.compare.Comparison} makes the rows, {@link
 * org.speakerbench.bench.compare.Gate} decides. {@code docs/comparing.md} gives the rules to users.
 */
package org.speakerbench.bench.compare;
