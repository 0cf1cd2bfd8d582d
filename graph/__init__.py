"""What happens to statements: RDF, linking, store, validation, reasoning, queries, export, pictures."""
