/** What people read of a report folder: console, Markdown and page, drawn from its files alone. */
package org.speakerbench.bench.report;
