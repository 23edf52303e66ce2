#!/usr/bin/env bash
# JMH 1.37: a parameter that no benchmark has (-p typo=1) is ignored without a word, and a benchmark whose every fork
# fails leaves an empty table; both exit with 0. A script that measures "with" the parameter, or checks the exit code,
# notices neither. (Java 17; org.openjdk.jmh:jmh-core and jmh-generator-annprocess 1.37 from Maven Central.)
#
# Seen:
#   -p typo=1        one result, the word "typo" nowhere in the output, exit code 0
#   -p size=none     "<failure>" in the text, no row in the table, exit code 0
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.openjdk.jmh</groupId><artifactId>jmh-core</artifactId><version>1.37</version></dependency>
    <dependency><groupId>org.openjdk.jmh</groupId><artifactId>jmh-generator-annprocess</artifactId><version>1.37</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

mkdir classes
cat >Sized.java <<'JAVA'
package finding;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

@State(Scope.Thread)
public class Sized {
  @Param("1")
  public int size;

  @Benchmark
  public int twice() {
    return 2 * size;
  }
}
JAVA
javac -cp 'lib/*' -d classes Sized.java

jmh() { java -Djava.io.tmpdir="$scratch" -cp "classes:lib/*" org.openjdk.jmh.Main -f 1 -wi 0 -i 1 -r 10ms "$@" 2>&1; }

fail() {
  echo "changed: $1" >&2
  exit 1
}

echo "== a parameter that no benchmark has"
unknown=$(jmh -p typo=1) || fail "JMH refuses -p typo=1"
tail -n 3 <<<"$unknown"
! grep -q typo <<<"$unknown" || fail "JMH tells of the parameter"
grep -q '^Sized.twice .*thrpt' <<<"$unknown" || fail "JMH measured nothing"

echo "== a value that the parameter cannot have"
failed=$(jmh -p size=none) || fail "JMH exits with an error when every fork failed"
tail -n 3 <<<"$failed"
grep -q '<failure>' <<<"$failed" || fail "the fork did not fail"
! grep -q '^Sized.twice' <<<"$failed" || fail "the table has a row"
echo "as described: exit code 0 both times"
