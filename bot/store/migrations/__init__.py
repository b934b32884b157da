"""Steps from one version of the schema to the next; they stay when the models move on."""
