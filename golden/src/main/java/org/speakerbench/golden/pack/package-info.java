/** Golden packs: reference arrays that Python wrote, their origin, and the limits that follow. */
package org.speakerbench.golden.pack;
