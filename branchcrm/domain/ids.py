"""Identities of records: a mixed-up id is a type error."""

from typing import NewType

BranchId = NewType("BranchId", int)
ComplaintId = NewType("ComplaintId", int)
CustomerId = NewType("CustomerId", int)
HoldingId = NewType("HoldingId", int)
InteractionId = NewType("InteractionId", int)
OperationId = NewType("OperationId", int)
OwnFieldId = NewType("OwnFieldId", int)
PolicyId = NewType("PolicyId", int)
ProductId = NewType("ProductId", int)
ReviewId = NewType("ReviewId", int)
StaffId = NewType("StaffId", int)
TransactionId = NewType("TransactionId", int)
VisitId = NewType("VisitId", int)
ViewId = NewType("ViewId", int)
