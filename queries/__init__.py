"""The catalogue: one SPARQL file for each question, its head in the `#+` YAML form that grlc reads."""
