#!/usr/bin/env bash
# ONNX Runtime 1.29.0 for Java on Linux: an application that switches telemetry off by the API, as its first call,
# OrtEnvironment.setTelemetry(false), still finds files that telemetry made in its home folder: the native library makes
# them when it is loaded. Only the environment variable ORT_DISABLE_TELEMETRY=1, set before the JVM starts, prevents it.
# (com.microsoft.onnxruntime:onnxruntime 1.29.0 from Maven Central, Java 17.)
#
# Seen, after setTelemetry(false):
#   ~/.cache/Microsoft/DeveloperTools/.onnxruntime/deviceid
#   ~/.cache/Microsoft/DeveloperTools/.onnxruntime/onnxruntime.db
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=com.microsoft.onnxruntime:onnxruntime:1.29.0 -DoutputDirectory=lib
cat >Off.java <<'JAVA'
import ai.onnxruntime.OrtEnvironment;

public class Off {
  public static void main(String[] args) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    Thread.sleep(3000);
    environment.close();
  }
}
JAVA

# run NAME VARIABLE...: what a program leaves in a new home folder.
run() {
  local home=$scratch/$1
  mkdir "$home"
  env -u ORT_DISABLE_TELEMETRY -u XDG_CACHE_HOME -u XDG_DATA_HOME HOME="$home" "${@:2}" \
    java -Duser.home="$home" -Djava.io.tmpdir="$scratch" -cp 'lib/*' Off.java
  find "$home" -type f | sed "s#$home#~#" | sort
}

fail() {
  echo "changed: $1" >&2
  exit 1
}

echo "== setTelemetry(false)"
left=$(run off)
echo "$left"
[[ -n $left ]] || fail "nothing was left in the home folder"
echo "== and ORT_DISABLE_TELEMETRY=1"
left=$(run variable ORT_DISABLE_TELEMETRY=1)
[[ -z $left ]] || fail "files in spite of the variable: $left"
echo "nothing"
