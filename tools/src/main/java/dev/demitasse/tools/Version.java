package dev.demitasse.tools;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What the manifest of the jar says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Optional<String> version =
        Optional.ofNullable(Tools.class.getPackage().getImplementationVersion());
    return new String[] {"Demitasse " + version.orElse("(not from a jar)")};
  }
}
