"""Ask other sites for what is linked, once each, politely, and remember what they say.

``ask_others`` puts the parts together. Every part can be tried alone:
a ``journey`` of questions for each URL, a ``schedule`` that spares the hosts, a
``crew`` of threads, ``fetch`` for one question, a ``memory`` of earlier runs.
"""
