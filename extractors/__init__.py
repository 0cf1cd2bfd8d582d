"""From text to statements: reading, normalising, sentences, numbers, dates, names, one module a fact table."""
