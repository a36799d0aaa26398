/** A network of ours. */
module acme.sensor {
  requires acme.signal;
  requires dev.demitasse;
  requires dev.demitasse.operators;

  exports acme.sensor;
}
