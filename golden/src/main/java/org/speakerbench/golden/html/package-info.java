/**
 * Pages of one file that open from disk with no network: a template with named parts, and elements
 * whose text is escaped. The parity page and the report of a measurement are made with it.
 */
package org.speakerbench.golden.html;
