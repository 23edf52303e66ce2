/** Changes of a graph that keep its answer: each finds its places by structure, never by names. */
package org.speakerbench.engine.graph.pass;
