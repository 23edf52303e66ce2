/**
 * The facts of the machine, the software and the models that a figure depends on, each with its
 * source, or the reason why it is not known.
 */
package org.speakerbench.bench.environment;
