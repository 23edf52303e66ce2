/**
 * From settings to what each fork gave: profiles, the plan, the checks before it, and JMH's runs.
 */
package org.speakerbench.bench.measure;
