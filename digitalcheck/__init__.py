"""The Digital-Check of proposals to the Magistrat.

This room is for the dated catalogue of questions, the answers of the proposing office, the findings drawn from them,
and the one-page sheet that travels with the proposal. The sheet's headline, whether the IT capacity is agreed, is
read from the queue in ``capacity`` and never typed by hand; that is why this room stands above that one.
"""
