/** Not for users: the bytes of each output format. */
package org.speakerbench.engine.extract.internal;
