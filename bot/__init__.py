"""borderwatch: watches border security incidents and tells subscribed chats about them.

The package is one pipeline, read from left to right: ``sources`` fetch documents, ``extraction``
reads reports out of them, ``incidents`` folds reports of one event together, ``alerts`` decides
who must hear of it, ``channels`` delivers. Nothing downstream is imported upstream.
"""
