/** A public model of the catalogue to a model on this machine: downloaded, imported, checked. */
package org.speakerbench.engine.fetch;
