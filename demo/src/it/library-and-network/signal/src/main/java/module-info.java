/** Operators of ours. */
module acme.signal {
  requires transitive dev.demitasse;

  exports acme.signal;
}
