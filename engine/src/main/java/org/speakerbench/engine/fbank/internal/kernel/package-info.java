/** Not for users: engines that turn samples into rows of features, in float or double. */
package org.speakerbench.engine.fbank.internal.kernel;
