package org.speakerbench.golden.pack;

import java.util.Map;

/**
 * Where a pack comes from.
 *
 * @param command what was run, with paths relative to the repository
 * @param versions of the libraries that computed the references, by name
 * @param platform operating system and architecture
 * @param cpuIsa widest instruction set in use: results differ in the last bits between them
 */
public record Provenance(
    String command, Map<String, String> versions, String platform, String cpuIsa) {}
