"""Small synthetic plans that the project typesets itself, each with its gold."""
