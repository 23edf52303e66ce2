/** The command line: a class a command, and the options that several share. */
package org.speakerbench.bench.cli;
