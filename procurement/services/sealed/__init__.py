"""Sealed intake of bids: keys of people, setting up, handing in, opening by two. Stands above the intake of bids."""

from procurement.services.sealed.handing_in import HandIn, HandingIn, OpenDoor, Receipt
from procurement.services.sealed.keys import SealKeys
from procurement.services.sealed.opening import SealedOpening, Shown
from procurement.services.sealed.setting_up import IntakeSize, SeenIntake, SettingUp, SetUp

__all__ = [
    "HandIn",
    "HandingIn",
    "IntakeSize",
    "OpenDoor",
    "Receipt",
    "SealKeys",
    "SealedOpening",
    "SeenIntake",
    "SetUp",
    "SettingUp",
    "Shown",
]
