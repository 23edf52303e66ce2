/**
 * What a model expects of its front end and gives: {@link org.speakerbench.engine.spec.ModelSpec},
 * from a file beside it, its metadata, or its names and shapes.
 */
package org.speakerbench.engine.spec;
