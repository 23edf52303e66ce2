/** The error that all rooms of the engine throw. */
package org.speakerbench.engine;
