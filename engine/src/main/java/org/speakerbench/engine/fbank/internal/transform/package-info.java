/** Not for users: the steps of a filter bank one by one, in double: noise to logarithm. */
package org.speakerbench.engine.fbank.internal.transform;
