/**
 * The sealed formats of a report folder and what their rows are made of: {@code summary.csv},
 * {@code measurements.csv}, {@code environment.json}. Each is written and read back in one class;
 * {@link org.speakerbench.bench.format.ReportData} is a whole folder. {@code reports/README.md}
 * describes them for users.
 */
package org.speakerbench.bench.format;
