/**
 * What a parity check found, drawn: the table, {@code parity.csv}, and the page with error maps.
 */
package org.speakerbench.golden.report;
