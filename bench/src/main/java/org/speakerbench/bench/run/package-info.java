/** The main job from checked settings to a report folder that is complete. */
package org.speakerbench.bench.run;
