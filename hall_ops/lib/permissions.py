"""Who may do what: the whole matrix on one page. A right is one row here; nothing else grants anything.

Columns are roles, rows are permissions, a letter is how far the right reaches, "-" is none:
  k  every row of the contracts the membership covers      p  such rows once they are published
  d  rows of the member's department                       t  rows of the member's team
  o  the member's own rows
Shape: ROLE_PERMISSIONS[role][permission] -> Scope.
Source: security.md section 6; 002 § 五 (three signatures of the purchaser), 004 § 二 岗 2.
"""

from enum import StrEnum


class Role(StrEnum):
    DIRECTOR = "director"
    SUPERVISOR = "supervisor"
    TEAM_LEADER = "team_leader"
    CLERK = "clerk"
    ASSESSOR = "assessor"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    LIAISON = "liaison"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"


class Side(StrEnum):
    """Whose person somebody is. A user has one side; every membership of theirs must be of it."""

    CONTRACTOR = "contractor"
    GOVERNMENT = "government"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


ROLE_SIDES: dict[Role, Side] = {
    Role.DIRECTOR: Side.CONTRACTOR,
    Role.SUPERVISOR: Side.CONTRACTOR,
    Role.TEAM_LEADER: Side.CONTRACTOR,
    Role.CLERK: Side.CONTRACTOR,
    Role.ASSESSOR: Side.GOVERNMENT,
    Role.REVIEWER: Side.GOVERNMENT,
    Role.APPROVER: Side.GOVERNMENT,
    Role.LIAISON: Side.GOVERNMENT,
    Role.SYSTEM_ADMIN: Side.SYSTEM,
    Role.SECURITY_ADMIN: Side.SECURITY,
    Role.AUDITOR: Side.AUDIT,
}
# Sessions of these end sooner when idle: they sign, direct or administer.
PRIVILEGED_ROLES = frozenset(Role) - {Role.CLERK, Role.TEAM_LEADER, Role.LIAISON}
# Only these may hold for the whole installation, without a contract.
INSTALLATION_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


class Scope(StrEnum):
    CONTRACT = "k"
    PUBLISHED = "p"
    DEPARTMENT = "d"
    TEAM = "t"
    OWN = "o"


class Permission(StrEnum):
    CONTRACT_VIEW = "contract.view"
    CONTRACT_CREATE = "contract.create"
    CALENDAR_EDIT = "calendar.edit"
    MEMBER_VIEW = "member.view"
    MEMBER_GRANT = "member.grant"
    MEMBER_CONFIRM = "member.confirm"
    ACCOUNT_VIEW = "account.view"
    ACCOUNT_CREATE = "account.create"
    ACCOUNT_ACTIVATE = "account.activate"
    ACCOUNT_DISABLE = "account.disable"
    ACCOUNT_RESET = "account.reset"
    AUDIT_VIEW = "audit.view"
    AUDIT_EXPORT = "audit.export"
    RUBRIC_VIEW = "rubric.view"
    RUBRIC_EDIT = "rubric.edit"
    SCORECARD_VIEW = "scorecard.view"
    SCORECARD_EDIT = "scorecard.edit"
    SCORECARD_EXPORT = "scorecard.export"
    EVIDENCE_VIEW = "evidence.view"
    SCORECARD_REVIEW = "scorecard.review"
    SCORECARD_APPROVE = "scorecard.approve"
    OBJECTION_VIEW = "objection.view"
    OBJECTION_FILE = "objection.file"
    OBJECTION_RULE = "objection.rule"
    SEAL_VIEW = "seal.view"
    DECISION_PROPOSE = "decision.propose"
    DECISION_SIGN_PURCHASER = "decision.sign_purchaser"
    DECISION_SIGN_CONTRACTOR = "decision.sign_contractor"
    SETTLEMENT_VIEW = "settlement.view"
    SETTLEMENT_MAKE = "settlement.make"
    PAYMENT_VIEW = "payment.view"
    PAYMENT_APPLY = "payment.apply"
    PAYMENT_RECORD = "payment.record"
    BREACH_VIEW = "breach.view"
    BREACH_RECORD = "breach.record"
    BREACH_DECIDE = "breach.decide"
    MILESTONE_RECORD = "milestone.record"
    APPRAISAL_RECORD = "appraisal.record"
    COCKPIT_PURCHASER = "cockpit.purchaser"
    COCKPIT_DIRECTOR = "cockpit.director"
    ITEM_VIEW = "item.view"
    ITEM_EDIT = "item.edit"
    FIGURE_RECORD = "figure.record"
    SESSION_VIEW = "session.view"
    SESSION_SIGN_ON = "session.sign_on"
    CASE_VIEW = "case.view"
    CASE_REGISTER = "case.register"
    CASE_SUPERVISE = "case.supervise"
    CASE_DECIDE = "case.decide"
    CASE_UNMASK = "case.unmask"
    CASE_HOLD = "case.hold"
    DISCLOSURE_VIEW = "disclosure.view"
    HANDOVER_VIEW = "handover.view"
    HANDOVER_SEND = "handover.send"
    HANDOVER_CONFIRM = "handover.confirm"
    ISSUANCE_VIEW = "issuance.view"
    ISSUANCE_DO = "issuance.do"
    CONSULT_VIEW = "consult.view"
    CONSULT_RECORD = "consult.record"
    ASSIST_VIEW = "assist.view"
    ASSIST_RECORD = "assist.record"
    MATTER_VIEW = "matter.view"
    MATTER_RECORD = "matter.record"
    MATTER_HANDLE = "matter.handle"
    COMPLAINT_VIEW = "complaint.view"
    COMPLAINT_RECORD = "complaint.record"
    COMPLAINT_HANDLE = "complaint.handle"
    FEE_VIEW = "fee.view"
    FEE_TAKE = "fee.take"
    FEE_REVERSE = "fee.reverse"
    FEE_COUNT = "fee.count"
    RATING_VIEW = "rating.view"
    RATING_READ = "rating.read"
    RATING_HANDLE = "rating.handle"
    RATING_APPEAL = "rating.appeal"
    RATING_RULE = "rating.rule"
    STATS_VIEW = "stats.view"
    QUEUE_IMPORT = "queue.import"
    LEDGER_IMPORT = "ledger.import"
    LEDGER_EXPORT = "ledger.export"
    EXPORT_REQUEST = "export.request"
    EXPORT_APPROVE = "export.approve"
    CARRIER_VIEW = "carrier.view"
    CARRIER_RETURN = "carrier.return"
    CARRIER_CONFIRM = "carrier.confirm"
    DATA_RETURN_VIEW = "data_return.view"
    DATA_RETURN_DO = "data_return.do"
    DATA_RETURN_CONFIRM = "data_return.confirm"
    OUTBOX_VIEW = "outbox.view"
    OUTBOX_RETRY = "outbox.retry"
    API_MANAGE = "api.manage"
    FINDING_VIEW = "finding.view"
    FINDING_DECIDE = "finding.decide"
    STAFF_BOARD = "staff.board"
    STAFF_VIEW = "staff.view"
    STAFF_EDIT = "staff.edit"
    STAFF_UNMASK = "staff.unmask"
    POST_EDIT = "post.edit"
    HIRE_VIEW = "hire.view"
    HIRE_RECORD = "hire.record"
    HIRE_CONFIRM = "hire.confirm"
    CHANGE_VIEW = "change.view"
    CHANGE_FILE = "change.file"
    CHANGE_CONSENT = "change.consent"
    CHANGE_CONSENT_KEY = "change.consent_key"
    ROSTER_VIEW = "roster.view"
    ROSTER_EDIT = "roster.edit"
    ROSTER_PUBLISH = "roster.publish"
    ROSTER_SWAP = "roster.swap"
    ATTENDANCE_VIEW = "attendance.view"
    ATTENDANCE_PUNCH = "attendance.punch"
    ATTENDANCE_RECORD = "attendance.record"
    ATTENDANCE_FILE = "attendance.file"
    ATTENDANCE_RECEIVE = "attendance.receive"
    LEAVE_DECIDE = "leave.decide"
    WAGE_VIEW = "wage.view"
    WAGE_RECORD = "wage.record"
    CERTIFICATE_VIEW = "certificate.view"
    CERTIFICATE_RECORD = "certificate.record"
    TAKEOVER_VIEW = "takeover.view"
    TAKEOVER_MAKE = "takeover.make"
    TAKEOVER_CHECK = "takeover.check"
    RANKING_VIEW = "ranking.view"
    RANKING_RECORD = "ranking.record"
    RANKING_INTERVIEW = "ranking.interview"


MATRIX = """
                          director supervisor team_leader clerk assessor reviewer approver liaison system_admin security_admin auditor
contract.view                 k         k          k        k       k        k        k       k          -             -          k
contract.create               -         -          -        -       -        -        -       -          k             -          -
calendar.edit                 -         -          -        -       -        -        -       -          k             -          -
member.view                   -         -          -        -       -        -        -       -          k             k          k
member.grant                  -         -          -        -       -        -        -       -          -             k          -
member.confirm                -         -          -        -       -        -        -       -          k             k          -
account.view                  -         -          -        -       -        -        -       -          k             k          k
account.create                -         -          -        -       -        -        -       -          k             -          -
account.activate              -         -          -        -       -        -        -       -          -             k          -
account.disable               -         -          -        -       -        -        -       -          k             k          -
account.reset                 -         -          -        -       -        -        -       -          k             -          -
audit.view                    -         -          -        -       -        -        -       -          -             -          k
audit.export                  -         -          -        -       -        -        -       -          -             -          k
rubric.view                   k         k          -        -       k        k        k       -          -             -          k
rubric.edit                   -         -          -        -       k        -        -       -          -             -          -
scorecard.view                p         p          -        -       k        k        k       -          -             -          k
scorecard.edit                -         -          -        -       k        -        -       -          -             -          -
scorecard.export              p         -          -        -       k        k        k       -          -             -          k
evidence.view                 p         p          -        -       k        k        k       -          -             -          -
scorecard.review              -         -          -        -       -        k        -       -          -             -          -
scorecard.approve             -         -          -        -       -        -        k       -          -             -          -
objection.view                p         -          -        -       k        k        k       -          -             -          k
objection.file                p         -          -        -       -        -        -       -          -             -          -
objection.rule                -         -          -        -       -        k        -       -          -             -          -
seal.view                     -         -          -        -       -        -        k       -          -             -          k
decision.propose              -         -          -        -       k        -        -       -          -             -          -
decision.sign_purchaser       -         -          -        -       -        -        k       -          -             -          -
decision.sign_contractor      k         -          -        -       -        -        -       -          -             -          -
settlement.view               k         -          -        -       k        k        k       -          -             -          k
settlement.make               -         -          -        -       k        -        -       -          -             -          -
payment.view                  k         -          -        -       k        k        k       -          -             -          k
payment.apply                 k         -          -        -       -        -        -       -          -             -          -
payment.record                -         -          -        -       k        -        -       -          -             -          -
breach.view                   k         -          -        -       k        k        k       -          -             -          k
breach.record                 -         -          -        -       k        -        -       -          -             -          -
breach.decide                 -         -          -        -       -        -        k       -          -             -          -
milestone.record              -         -          -        -       k        -        -       -          -             -          -
appraisal.record              -         -          -        -       -        -        k       -          -             -          -
cockpit.purchaser             -         -          -        -       k        k        k       -          -             -          -
cockpit.director              k         -          -        -       -        -        -       -          -             -          -
item.view                     k         k          k        k       k        k        k       k          -             -          k
item.edit                     -         -          -        -       k        -        -       d          -             -          -
figure.record                 -         k          -        -       k        -        -       -          -             -          -
session.view                  k         k          k        k       k        k        k       -          -             -          -
session.sign_on               -         k          k        k       -        -        -       -          -             -          -
case.view                     k         k          k        k       k        k        -       d          -             -          -
case.register                 -         -          k        k       -        -        -       -          -             -          -
case.supervise                -         k          -        -       -        -        -       -          -             -          -
case.decide                   -         -          -        -       -        -        -       d          -             -          -
case.unmask                   -         k          k        k       k        -        -       d          -             -          -
case.hold                     -         -          -        -       k        -        -       -          -             -          -
disclosure.view               -         -          -        -       k        k        -       -          -             -          k
handover.view                 k         k          k        k       k        k        -       d          -             -          -
handover.send                 -         -          k        k       -        -        -       -          -             -          -
handover.confirm              -         -          -        -       -        -        -       d          -             -          -
issuance.view                 k         k          k        k       k        k        -       d          -             -          -
issuance.do                   -         -          k        k       -        -        -       -          -             -          -
consult.view                  k         k          k        k       k        k        k       d          -             -          -
consult.record                -         k          k        k       -        -        -       -          -             -          -
assist.view                   k         k          k        k       k        k        k       -          -             -          -
assist.record                 -         k          k        k       -        -        -       -          -             -          -
matter.view                   k         k          k        k       k        k        k       d          -             -          -
matter.record                 -         k          k        k       -        -        -       -          -             -          -
matter.handle                 -         k          -        -       k        -        -       d          -             -          -
complaint.view                k         k          k        o       k        k        k       d          -             -          -
complaint.record              -         k          k        o       -        -        -       -          -             -          -
complaint.handle              -         k          -        -       k        -        -       d          -             -          -
fee.view                      k         k          k        k       k        k        -       d          -             -          -
fee.take                      -         -          k        k       -        -        -       -          -             -          -
fee.reverse                   -         k          -        -       -        -        -       -          -             -          -
fee.count                     -         k          -        -       -        -        -       -          -             -          -
rating.view                   k         k          k        k       k        k        k       d          -             -          -
rating.read                   -         -          -        -       k        k        k       d          -             -          -
rating.handle                 -         k          -        -       -        -        -       d          -             -          -
rating.appeal                 k         k          -        -       -        -        -       -          -             -          -
rating.rule                   -         -          -        -       k        -        -       -          -             -          -
stats.view                    k         k          k        k       k        k        k       d          -             -          k
queue.import                  -         k          -        -       -        -        -       -          -             -          -
ledger.import                 -         k          -        -       k        -        -       -          -             -          -
ledger.export                 -         -          -        -       k        -        -       -          -             -          -
export.request                -         k          -        -       -        -        -       d          -             -          -
export.approve                -         -          -        -       k        -        -       -          -             -          -
carrier.view                  k         k          -        -       k        k        k       d          -             -          k
carrier.return                -         k          -        -       -        -        -       d          -             -          -
carrier.confirm               -         -          -        -       k        -        -       -          -             -          -
data_return.view              k         k          -        -       k        k        k       -          -             -          k
data_return.do                k         k          -        -       -        -        -       -          -             -          -
data_return.confirm           -         -          -        -       k        -        k       -          -             -          -
outbox.view                   -         k          -        -       k        -        -       -          -             -          k
outbox.retry                  -         k          -        -       -        -        -       -          -             -          -
api.manage                    -         -          -        -       -        -        -       -          -             k          -
finding.view                  -         -          -        -       k        k        k       -          -             -          -
finding.decide                -         -          -        -       k        -        -       -          -             -          -
staff.board                   k         k          k        k       k        k        k       k          -             -          k
staff.view                    k         k          t        o       k        k        k       -          -             -          -
staff.edit                    k         k          -        -       -        -        -       -          -             -          -
staff.unmask                  k         k          -        -       -        -        -       -          -             -          -
post.edit                     k         k          -        -       -        -        -       -          -             -          -
hire.view                     k         k          -        -       k        k        k       -          -             -          -
hire.record                   k         k          -        -       -        -        -       -          -             -          -
hire.confirm                  -         -          -        -       k        -        -       -          -             -          -
change.view                   k         k          t        o       k        k        k       -          -             -          -
change.file                   k         k          -        -       -        -        -       -          -             -          -
change.consent                -         -          -        -       k        -        -       -          -             -          -
change.consent_key            -         -          -        -       -        -        k       -          -             -          -
roster.view                   k         k          k        k       k        k        k       -          -             -          -
roster.edit                   -         k          t        -       -        -        -       -          -             -          -
roster.publish                -         k          -        -       -        -        -       -          -             -          -
roster.swap                   -         k          t        o       -        -        -       -          -             -          -
attendance.view               k         k          t        o       k        k        k       -          -             -          -
attendance.punch              -         o          o        o       -        -        -       -          -             -          -
attendance.record             -         k          t        -       -        -        -       -          -             -          -
attendance.file               -         k          -        -       -        -        -       -          -             -          -
attendance.receive            -         -          -        -       k        -        -       -          -             -          -
leave.decide                  -         k          t        -       -        -        -       -          -             -          -
wage.view                     k         -          -        -       k        k        k       -          -             -          -
wage.record                   k         -          -        -       -        -        -       -          -             -          -
certificate.view              k         k          t        o       k        k        k       -          -             -          -
certificate.record            k         k          -        -       -        -        -       -          -             -          -
takeover.view                 k         k          -        -       k        k        k       -          -             -          k
takeover.make                 k         -          -        -       -        -        -       -          -             -          -
takeover.check                -         -          -        -       k        -        -       -          -             -          -
ranking.view                  k         k          t        o       k        k        k       -          -             -          -
ranking.record                k         k          -        -       -        -        -       -          -             -          -
ranking.interview             k         -          -        -       -        -        -       -          -             -          -
"""


def parse_matrix(text: str) -> dict[Role, dict[Permission, Scope]]:
    """Read the table above. Raises: ValueError for an unknown, doubled or missing row, role or letter."""
    head, *rows = [line.split() for line in text.strip().splitlines()]
    roles = [Role(name) for name in head]
    table: dict[Role, dict[Permission, Scope]] = {role: {} for role in roles}
    seen = [Permission(row[0]) for row in rows]
    if sorted(seen) != sorted(Permission) or sorted(roles) != sorted(Role):
        raise ValueError("the matrix must name every role and every permission exactly once")
    for permission, (_name, *letters) in zip(seen, rows, strict=True):
        for role, letter in zip(roles, letters, strict=True):
            if letter != "-":
                table[role][permission] = Scope(letter)
    return table


ROLE_PERMISSIONS = parse_matrix(MATRIX)
