"""What the bot remembers: tables, migrations and queries; the only package that knows SQL.

Query modules are functions of an open session that take and return types of ``bot.model``. They
hold no judgement: what is an incident, what is worth telling and when to try again is decided in
pure packages and handed in. Nothing in here touches the network or reads the clock.
"""
