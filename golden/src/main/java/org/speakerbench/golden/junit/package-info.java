/** Golden packs in the tests of other people's builds. */
package org.speakerbench.golden.junit;
