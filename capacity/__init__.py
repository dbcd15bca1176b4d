"""The queue in which departments ask for IT capacity.

This room is for demand requests and their response-time clocks, the priority of a request with its reasons, the plan
of weekly capacities by role, the forecast drawn from it, and the decisions of the Digitaldezernat. A plan is a
suggestion that people adopt or overrule; the room stores who did so, and why.
"""
