"""Request each linked URL of other sites once, within rate limits, and cache the results.

``check_urls`` connects the parts, each of which can be tested alone: ``url_check`` yields the
requests for one URL, ``schedule`` limits the requests to each host, ``workers`` runs the
threads, ``fetch`` sends one request, ``cache`` keeps the results of earlier runs.
"""
