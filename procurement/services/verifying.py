"""Recomputing a bundle from outside."""

from core.errors import Fault, InputError
from core.parameters import ParameterSet
from infra.inspect.archive import ArchiveLimits, check_archive
from infra.inspect.errors import InspectionError
from scoring.bundle.manifest import OWN_FILES
from scoring.bundle.packing import looks_like_archive
from scoring.bundle.verify import Finding, Verification, verify_bundle

_LIMITS = ArchiveLimits(entries=100)


def verify(data: bytes, parameters: ParameterSet) -> Verification:
    """Return what differs in a bundle. Nothing in one of ours is compressed: what passes the gate cannot grow.

    Raises:
        InputError: The file is no bundle, or is not let in.
    """
    if not data:
        raise InputError([Fault("file_empty", "")])
    try:
        members = check_archive(data, _LIMITS)
    except InspectionError as error:
        if error.reason != "file_damaged":
            raise
        if not looks_like_archive(data):
            raise InputError([Fault("bundle_unknown", "")]) from error
        return Verification([Finding("damaged")])
    if not {member.filename for member in members} & set(OWN_FILES):
        raise InputError([Fault("bundle_unknown", "")])
    return verify_bundle(data, parameters)
