"""A store on a SPARQL server: SPARQL 1.1 Protocol, Update and Graph Store Protocol (docs/remote.md)."""
