/** A network of ours. */
module acme.sensor {
  requires transitive acme.signal;
  requires transitive dev.demitasse;
  requires dev.demitasse.operators;

  exports acme.sensor;
}
