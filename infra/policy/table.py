"""Who may do what, as data: one rule for each action. An action without a rule does not exist."""

from collections.abc import Mapping
from enum import StrEnum

from infra.policy.award import AWARD_RULES
from infra.policy.council import COUNCIL_RULES
from infra.policy.grants import Audience, Rule, to
from infra.policy.light import LIGHT_RULES
from infra.policy.model import Role
from infra.policy.register import REGISTER_RULES
from infra.policy.requests import REQUEST_RULES
from infra.policy.sealed import SEALED_RULES
from infra.policy.states import (
    CHECK_ADVISED,
    CHECK_COSIGNED,
    CHECK_FROZEN,
    CHECK_OPEN,
    CHECK_SIGNED,
    CHECK_TENDERED,
    FINAL,
    FREE_STANDING,
    OF_BID,
    PRICES_OPEN,
    PUBLISHED,
    SCORES_OPEN,
)


class Action(StrEnum):
    """Everything that can be asked for. Every route, command and job names the one it carries out."""

    USE_PUBLIC_TOOLS = "use-public-tools"
    SIGN_IN = "sign-in"
    USE_OWN_ACCOUNT = "use-own-account"

    LIST_EVALUATIONS = "list-evaluations"
    READ_EVALUATION = "read-evaluation"
    STORE_EVALUATION = "store-evaluation"
    EXPORT_EVALUATION = "export-evaluation"
    TRY_WEIGHTS = "try-weights"
    READ_PRUEFVERMERK = "read-pruefvermerk"
    WRITE_PRUEFVERMERK = "write-pruefvermerk"
    READ_CRITERIA = "read-criteria"
    MANAGE_CRITERIA = "manage-criteria"
    WRITE_CRITERIA = "write-criteria"
    RELEASE_CRITERIA = "release-criteria"

    READ_PRODUCTS = "read-products"
    IMPORT_PRODUCTS = "import-products"

    LIST_PROCEDURES = "list-procedures"
    READ_PROCEDURE = "read-procedure"
    READ_PUBLICATION = "read-publication"
    PREPARE_PROCEDURE = "prepare-procedure"
    RELEASE_PROCEDURE = "release-procedure"
    END_PROCEDURE = "end-procedure"
    SELECT_CANDIDATES = "select-candidates"
    OPEN_BIDS = "open-bids"
    IMPORT_BIDS = "import-bids"
    READ_BIDS = "read-bids"
    READ_PRICES = "read-prices"
    EXAMINE_BIDS = "examine-bids"
    MANAGE_EVALUATORS = "manage-evaluators"
    DECLARE_CONFLICTS = "declare-conflicts"
    SCORE_BIDS = "score-bids"
    READ_SCORES = "read-scores"
    AGREE_SCORES = "agree-scores"
    FIX_QUALITY = "fix-quality"
    UNLOCK_PRICES = "unlock-prices"
    JUDGE_PRICES = "judge-prices"
    FIX_RESULT = "fix-result"
    READ_AWARD = "read-award"
    PREPARE_AWARD = "prepare-award"
    DECIDE_AWARD = "decide-award"
    RECORD_OBJECTIONS = "record-objections"
    READ_DISPOSAL = "read-disposal"
    PREPARE_DISPOSAL = "prepare-disposal"
    DISPOSE_FILE = "dispose-file"

    READ_SHORT_ASSESSMENT = "read-short-assessment"
    WRITE_SHORT_ASSESSMENT = "write-short-assessment"
    SIGN_SHORT_ASSESSMENT = "sign-short-assessment"

    HAND_IN_BID = "hand-in-bid"
    KEEP_SEAL_KEY = "keep-seal-key"
    SET_UP_INTAKE = "set-up-intake"
    OPEN_SEALED_BIDS = "open-sealed-bids"
    READ_REGISTER = "read-register"
    KEEP_REGISTER = "keep-register"
    WATCH_REGISTER = "watch-register"

    UPLOAD_FILES = "upload-files"

    READ_EVIDENCE = "read-evidence"
    GATHER_EVIDENCE = "gather-evidence"
    READ_STANDARD_PROBES = "read-standard-probes"
    PROBE_STANDARDS = "probe-standards"

    READ_CHECK = "read-check"
    WRITE_CHECK = "write-check"
    FILL_IN_CHECK = "fill-in-check"
    ESTIMATE_CHECK = "estimate-check"
    ADVISE_DATA_PROTECTION = "advise-data-protection"
    ADVISE_SECURITY = "advise-security"
    READ_CHECK_QUESTIONS = "read-check-questions"
    PUBLISH_CHECK_QUESTIONS = "publish-check-questions"
    SIGN_CHECK = "sign-check"
    ASK_BACK_CHECK = "ask-back-check"
    COSIGN_CHECK = "cosign-check"
    RELEASE_CHECK = "release-check"
    REPLACE_CHECK = "replace-check"
    TENDER_CHECK = "tender-check"
    READ_SHEET = "read-sheet"
    PUBLISH_SHEET = "publish-sheet"
    READ_MEETING = "read-meeting"
    READ_CAPACITY = "read-capacity"
    DECIDE_CAPACITY = "decide-capacity"
    WRITE_REQUEST = "write-request"
    FILL_IN_REQUEST = "fill-in-request"
    CLASSIFY_REQUEST = "classify-request"
    STEER_REQUEST = "steer-request"
    HANDLE_REQUEST = "handle-request"
    ADVISE_REQUEST = "advise-request"
    REVIEW_PRIVACY = "review-privacy"
    REVIEW_SECURITY = "review-security"
    REVIEW_ARCHITECTURE = "review-architecture"
    REVIEW_PROCUREMENT = "review-procurement"
    DISCUSS_REQUEST = "discuss-request"
    PROVE_REQUEST = "prove-request"
    ATTACH_TO_REQUEST = "attach-to-request"
    MANAGE_CLOSING_DAYS = "manage-closing-days"
    READ_RANKING = "read-ranking"
    SET_RANK = "set-rank"
    PLACE_REQUEST = "place-request"
    DECIDE_SCENARIO = "decide-scenario"
    MANAGE_SUPPLY = "manage-supply"
    MANAGE_CHOICES = "manage-choices"
    OPEN_ROUND = "open-round"
    CLOSE_ROUND = "close-round"
    RUN_CLOCKS = "run-clocks"
    PLAN_QUEUE = "plan-queue"
    READ_COUNCIL = "read-council"
    SYNC_COUNCIL = "sync-council"
    READ_AGENDAS = "read-agendas"
    IMPORT_AGENDAS = "import-agendas"
    READ_SERVICES = "read-services"
    IMPORT_SERVICES = "import-services"

    READ_PEOPLE = "read-people"
    MANAGE_PEOPLE = "manage-people"
    ADD_CITY = "add-city"
    READ_CITY = "read-city"
    MANAGE_CITY = "manage-city"

    READ_AUDIT_LOG = "read-audit-log"
    VERIFY_AUDIT_LOG = "verify-audit-log"
    SIGN_CHECKPOINT = "sign-checkpoint"
    RUN_MAINTENANCE = "run-maintenance"
    READ_JOB = "read-job"
    CANCEL_JOB = "cancel-job"


_PUBLIC = Rule(audience=Audience.PUBLIC)
_SIGNED_IN = Rule(audience=Audience.SIGNED_IN)
_READERS = (
    to(Role.PROCUREMENT_OFFICER, Role.AUDITOR),
    to(Role.EVALUATOR, states=FINAL),  # nobody who scores sees other people's points before they are fixed
)
_PUBLIC_READERS = (
    to(Role.PROCUREMENT_OFFICER),
    to(Role.AUDITOR, Role.EVALUATOR, states=PUBLISHED),  # criteria known early are an advantage
    to(Role.DEPARTMENT, states=PUBLISHED, own_office=True),
)
_CHECK_READERS = (
    to(Role.ADIT, Role.DIGITALDEZERNAT, Role.DATA_PROTECTION, Role.INFORMATION_SECURITY, Role.AUDITOR),
    to(Role.DEPARTMENT, Role.OFFICE_HEAD, own_office=True),
)
_PROPOSING = to(Role.DEPARTMENT, states=CHECK_OPEN, own_office=True)
_DEZERNAT = Rule(grants=(to(Role.DIGITALDEZERNAT),))
_OFFICER = Rule(grants=(to(Role.PROCUREMENT_OFFICER),))
_EVIDENCE_READERS = Rule(  # of a bid: who may read the bid; free-standing: the author, and who sees bids anyway
    grants=(
        to(Role.PROCUREMENT_OFFICER, Role.AUDITOR, states=FREE_STANDING | OF_BID),
        to(Role.EVALUATOR, states=FREE_STANDING | OF_BID, own=True),
        to(Role.ADIT, Role.DEPARTMENT, states=FREE_STANDING, own=True),
    )
)
_EVIDENCE_GATHERERS = Rule(
    grants=(
        to(Role.PROCUREMENT_OFFICER, states=OF_BID),
        to(Role.PROCUREMENT_OFFICER, Role.ADIT, Role.DEPARTMENT, states=FREE_STANDING, own=True),
        to(Role.EVALUATOR, states=FREE_STANDING | OF_BID, own=True),
    )
)

RULES: Mapping[Action, Rule] = {
    Action.USE_PUBLIC_TOOLS: _PUBLIC,
    Action.SIGN_IN: _PUBLIC,
    Action.USE_OWN_ACCOUNT: _SIGNED_IN,
    Action.LIST_EVALUATIONS: Rule(grants=_READERS),
    Action.READ_EVALUATION: Rule(grants=_READERS, operator=True),
    Action.STORE_EVALUATION: Rule(grants=(to(Role.PROCUREMENT_OFFICER),), operator=True),
    Action.EXPORT_EVALUATION: Rule(grants=(to(Role.PROCUREMENT_OFFICER, Role.AUDITOR),)),
    Action.TRY_WEIGHTS: Rule(grants=(to(Role.PROCUREMENT_OFFICER),)),
    Action.READ_PRUEFVERMERK: Rule(grants=(to(Role.AUDITOR), to(Role.PROCUREMENT_OFFICER, states=FINAL))),
    Action.WRITE_PRUEFVERMERK: Rule(grants=(to(Role.AUDITOR, own=True),)),
    Action.READ_CRITERIA: Rule(audience=Audience.SIGNED_IN, operator=True),
    Action.MANAGE_CRITERIA: Rule(grants=(to(Role.PROCUREMENT_OFFICER),), operator=True),
    Action.WRITE_CRITERIA: _OFFICER,
    Action.RELEASE_CRITERIA: _OFFICER,  # by another person than asked for it: the service sees to that
    Action.READ_PRODUCTS: _SIGNED_IN,
    Action.IMPORT_PRODUCTS: Rule(grants=(to(Role.PROCUREMENT_OFFICER, Role.ADIT),)),
    Action.LIST_PROCEDURES: Rule(grants=_PUBLIC_READERS),
    Action.READ_PROCEDURE: Rule(grants=(to(Role.PROCUREMENT_OFFICER), to(Role.AUDITOR, states=PUBLISHED))),
    Action.READ_PUBLICATION: Rule(grants=_PUBLIC_READERS),
    Action.PREPARE_PROCEDURE: _OFFICER,
    Action.RELEASE_PROCEDURE: _OFFICER,  # by another person than asked for it: a guard of the step
    Action.END_PROCEDURE: _OFFICER,
    Action.SELECT_CANDIDATES: _OFFICER,  # asked for and confirmed by two people: a guard of the step
    Action.OPEN_BIDS: _OFFICER,
    Action.IMPORT_BIDS: _OFFICER,
    Action.READ_BIDS: Rule(  # of evaluators only those who were appointed and declared no conflict: they own the bids
        grants=(to(Role.PROCUREMENT_OFFICER, Role.AUDITOR), to(Role.EVALUATOR, own=True))
    ),
    Action.READ_PRICES: Rule(
        grants=(
            to(Role.PROCUREMENT_OFFICER, Role.AUDITOR, states=PRICES_OPEN),
            to(Role.PROCUREMENT_OFFICER, own=True),  # whoever imported the bid has seen its price
        )
    ),
    Action.EXAMINE_BIDS: _OFFICER,
    Action.MANAGE_EVALUATORS: _OFFICER,
    Action.DECLARE_CONFLICTS: Rule(grants=(to(Role.EVALUATOR, own=True),)),
    Action.SCORE_BIDS: Rule(grants=(to(Role.EVALUATOR, own=True),)),
    Action.READ_SCORES: Rule(
        grants=(
            to(Role.PROCUREMENT_OFFICER, Role.AUDITOR, states=SCORES_OPEN),
            to(Role.EVALUATOR, states=SCORES_OPEN, own=True),
        )
    ),
    Action.AGREE_SCORES: Rule(grants=(to(Role.PROCUREMENT_OFFICER), to(Role.EVALUATOR, own=True))),
    Action.FIX_QUALITY: _OFFICER,
    Action.UNLOCK_PRICES: _OFFICER,  # by another person than fixed the quality: a guard of the step
    Action.JUDGE_PRICES: _OFFICER,
    Action.FIX_RESULT: _OFFICER,  # asked for and fixed by two people: a guard of the step
    **{Action(name): rule for name, rule in AWARD_RULES.items()},
    Action.UPLOAD_FILES: Rule(
        grants=(to(Role.PROCUREMENT_OFFICER, Role.EVALUATOR, Role.ADIT, Role.DEPARTMENT, own=True),)
    ),
    Action.READ_EVIDENCE: _EVIDENCE_READERS,
    Action.GATHER_EVIDENCE: _EVIDENCE_GATHERERS,
    Action.READ_STANDARD_PROBES: _EVIDENCE_READERS,
    Action.PROBE_STANDARDS: _EVIDENCE_GATHERERS,
    Action.READ_CHECK: Rule(grants=_CHECK_READERS),
    Action.SIGN_CHECK: Rule(grants=(to(Role.OFFICE_HEAD, own_office=True),)),
    Action.ASK_BACK_CHECK: Rule(
        grants=(
            to(Role.ADIT, Role.DATA_PROTECTION, Role.INFORMATION_SECURITY, states=CHECK_SIGNED),
            to(Role.DIGITALDEZERNAT, states=CHECK_SIGNED | CHECK_COSIGNED),
        )
    ),
    Action.COSIGN_CHECK: Rule(grants=(to(Role.ADIT),)),
    Action.RELEASE_CHECK: _DEZERNAT,  # by another person than signed or cosigned: a guard of the step
    Action.REPLACE_CHECK: _DEZERNAT,
    Action.TENDER_CHECK: Rule(grants=(to(Role.PROCUREMENT_OFFICER, states=CHECK_TENDERED),)),
    Action.READ_SHEET: Rule(grants=(*_CHECK_READERS, to(Role.MAGISTRAT, Role.COMMITTEE_OFFICE, states=CHECK_FROZEN))),
    Action.PUBLISH_SHEET: Rule(grants=(to(Role.COMMITTEE_OFFICE, states=CHECK_FROZEN),)),
    Action.READ_MEETING: Rule(  # the Magistrat sits non-publicly
        grants=(to(Role.MAGISTRAT, Role.COMMITTEE_OFFICE, Role.DIGITALDEZERNAT, Role.ADIT, Role.AUDITOR),)
    ),
    Action.WRITE_CHECK: Rule(grants=(_PROPOSING,)),
    Action.FILL_IN_CHECK: Rule(  # whose each field is: the actions of the parts below
        grants=(
            _PROPOSING,
            to(Role.ADIT, Role.DATA_PROTECTION, Role.INFORMATION_SECURITY, states=CHECK_ADVISED),
        )
    ),
    Action.ESTIMATE_CHECK: Rule(grants=(to(Role.ADIT, states=CHECK_ADVISED),)),
    Action.ADVISE_DATA_PROTECTION: Rule(grants=(to(Role.DATA_PROTECTION, states=CHECK_ADVISED),)),
    Action.ADVISE_SECURITY: Rule(grants=(to(Role.INFORMATION_SECURITY, states=CHECK_ADVISED),)),
    Action.READ_CHECK_QUESTIONS: _SIGNED_IN,
    Action.PUBLISH_CHECK_QUESTIONS: Rule(grants=(to(Role.DIGITALDEZERNAT),)),
    **{
        Action(name): rule
        for name, rule in {**REQUEST_RULES, **LIGHT_RULES, **SEALED_RULES, **REGISTER_RULES, **COUNCIL_RULES}.items()
    },
    Action.READ_PEOPLE: Rule(grants=(to(Role.ADMINISTRATOR, Role.AUDITOR),), operator=True),
    Action.MANAGE_PEOPLE: Rule(grants=(to(Role.ADMINISTRATOR),), operator=True),
    Action.ADD_CITY: Rule(operator=True),
    Action.READ_CITY: Rule(grants=(to(Role.ADMINISTRATOR, Role.AUDITOR),), operator=True),
    Action.MANAGE_CITY: Rule(grants=(to(Role.ADMINISTRATOR),), operator=True),
    Action.READ_AUDIT_LOG: Rule(grants=(to(Role.AUDITOR),), operator=True),
    Action.VERIFY_AUDIT_LOG: Rule(grants=(to(Role.AUDITOR, Role.ADMINISTRATOR),), operator=True),
    Action.SIGN_CHECKPOINT: Rule(operator=True),
    Action.RUN_MAINTENANCE: Rule(operator=True),
    Action.READ_JOB: Rule(grants=(to(*Role, own=True), to(Role.ADMINISTRATOR)), operator=True),
    Action.CANCEL_JOB: Rule(grants=(to(*Role, own=True), to(Role.ADMINISTRATOR)), operator=True),
}
