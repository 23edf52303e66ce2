/**
 * Pages of one file that open from disk with no network: a template with named parts, and elements
 * whose text is escaped.
 */
package org.speakerbench.golden.html;
