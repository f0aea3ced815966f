"""Pure Python in place of the compiled packages ``turbohtml`` and ``ada-url``, where these have no wheel.

They have the same results, and the part of the interface that is used here. They are loaded by ``core.html``
and ``core.url`` only.
"""
