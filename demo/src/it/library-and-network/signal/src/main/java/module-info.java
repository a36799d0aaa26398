/** Operators of ours. */
module acme.signal {
  requires dev.demitasse;

  exports acme.signal;
}
