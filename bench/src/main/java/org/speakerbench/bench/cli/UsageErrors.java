package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A wrong command line: what is wrong, how the command is called, where its options are told. */
final class UsageErrors implements CommandLine.IParameterExceptionHandler {
  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(
        "error: " + Character.toLowerCase(e.getMessage().charAt(0)) + e.getMessage().substring(1));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("usage: " + synopsis(line.getCommandSpec()));
    err.println("       " + line.getCommandSpec().qualifiedName() + " --help tells more");
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String synopsis(CommandSpec command) {
    String parameters =
        command.positionalParameters().stream()
            .map(UsageErrors::synopsis)
            .collect(Collectors.joining());
    String subcommand = command.subcommands().isEmpty() ? "" : " [COMMAND]";
    return command.qualifiedName() + " [OPTION...]" + parameters + subcommand;
  }

  private static String synopsis(PositionalParamSpec parameter) {
    String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
    return parameter.required() ? " " + label : " [" + label + "]";
  }
}
