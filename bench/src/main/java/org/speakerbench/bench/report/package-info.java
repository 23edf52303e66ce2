/**
 * The report of a run: rows with their statistics, the CSVs, the table, and the folder that they go
 * to. {@code reports/README.md} describes the formats.
 */
package org.speakerbench.bench.report;
