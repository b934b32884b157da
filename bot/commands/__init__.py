"""The command line, one module per command. Heavy parts are imported when a command needs them."""
