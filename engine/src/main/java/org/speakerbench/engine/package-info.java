/** The error that all rooms of the engine throw, and what can be set so that it goes away. */
package org.speakerbench.engine;
