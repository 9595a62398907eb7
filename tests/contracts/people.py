"""The people who meet over money on one contract."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.actions.decisions import Party, propose_decision, sign_decision
from contracts.models import Contract, Decision, DecisionSigning
from hall_ops.lib.permissions import Role
from tests.factories.accounts import PASSWORD
from tests.factories.contracts import member


@dataclass(frozen=True)
class People:
    contract: Contract
    assessor: User
    approver: User
    director: User

    @classmethod
    def of(cls, contract: Contract) -> "People":
        roles = (Role.ASSESSOR, Role.APPROVER, Role.DIRECTOR)
        return cls(contract, *(member(role, contract) for role in roles))

    def decision(self, key: str = "settlement_basis") -> Decision:
        return Decision.objects.get(contract=self.contract, key=key)

    def propose(self, option: str = "monthly", month: Any = None, **values: Any) -> DecisionSigning:
        data = {"by": self.assessor, "at": timezone.now(), "decision": self.decision(), "option": option}
        data |= {"effective_from": month or self.contract.starts_on, "reason": "双方商定"}
        return propose_decision(**{**data, **values})

    def sign(self, signing: DecisionSigning, party: Party, **values: Any) -> DecisionSigning:
        by = self.approver if party == Party.PURCHASER else self.director
        data = {"by": by, "at": timezone.now(), "signing": signing, "party": party}
        data |= {"password": PASSWORD, "shown_hash": signing.document_hash}
        return sign_decision(**{**data, **values})

    def agree(self, option: str = "monthly", month: Any = None) -> DecisionSigning:
        signing = self.propose(option, month)
        self.sign(signing, Party.CONTRACTOR)
        return self.sign(signing, Party.PURCHASER)
