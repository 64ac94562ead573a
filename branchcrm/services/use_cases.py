"""Every group of use cases, made for one person at its first use."""

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from branchcrm.data.key_ring import KeyRing
from branchcrm.data.keys import KeyFile
from branchcrm.data.place import BookPlace
from branchcrm.domain.rights import Actor
from branchcrm.services.context import Context

if TYPE_CHECKING:
    from branchcrm.services.address_labels import AddressLabelService
    from branchcrm.services.attachments import AttachmentService
    from branchcrm.services.backups import BackupService
    from branchcrm.services.bulk_edits import BulkEditService
    from branchcrm.services.calendar import CalendarService
    from branchcrm.services.complaint_course import ComplaintCourseService
    from branchcrm.services.complaint_export import ComplaintExportService
    from branchcrm.services.complaint_steps import ComplaintStepService
    from branchcrm.services.complaints import ComplaintService
    from branchcrm.services.consents import ConsentService
    from branchcrm.services.contact_files import ContactFileService
    from branchcrm.services.customers import CustomerService
    from branchcrm.services.demo import DemoService
    from branchcrm.services.duplicates import DuplicateService
    from branchcrm.services.exports import ExportService
    from branchcrm.services.field_history import FieldHistoryService
    from branchcrm.services.filters import FilterService
    from branchcrm.services.head_counts import HeadCountService
    from branchcrm.services.history import HistoryService
    from branchcrm.services.holdings import HoldingService
    from branchcrm.services.imports import ImportService
    from branchcrm.services.interactions import InteractionService
    from branchcrm.services.letters import LetterService
    from branchcrm.services.lifecycles import LifecycleService
    from branchcrm.services.locked_books import LockedBookService
    from branchcrm.services.merges import MergeService
    from branchcrm.services.own_fields import OwnFieldService
    from branchcrm.services.papers import PaperService
    from branchcrm.services.people import PeopleService
    from branchcrm.services.pools import PoolService
    from branchcrm.services.products import ProductService
    from branchcrm.services.purges import PurgeService
    from branchcrm.services.quality import QualityService
    from branchcrm.services.reports import ReportService
    from branchcrm.services.settings import SettingService
    from branchcrm.services.staff import StaffService
    from branchcrm.services.tier_drafts import TierDraftService
    from branchcrm.services.tier_lists import TierListService
    from branchcrm.services.tier_naming import TierNaming
    from branchcrm.services.tier_overrides import TierOverrideService
    from branchcrm.services.tier_trials import TierTrialService
    from branchcrm.services.tier_views import TierViews
    from branchcrm.services.tiers import TierService
    from branchcrm.services.timelines import TimelineService
    from branchcrm.services.today import TodayService
    from branchcrm.services.transactions import TransactionService
    from branchcrm.services.value_analyses import ValueAnalysisService
    from branchcrm.services.views import ViewService
    from branchcrm.services.visit_lists import VisitListService
    from branchcrm.services.visit_rounds import VisitRoundService
    from branchcrm.services.visits import VisitService


class OpenBook(Protocol):
    """The opened book that use cases work on."""

    place: BookPlace
    keys: KeyFile

    @property
    def key_ring(self) -> KeyRing:
        """Changes who can open the book."""
        ...

    def services(self, actor: Actor) -> "Services":
        """Give the use cases in another person's name."""
        ...

    def close(self) -> None:
        """Close the book."""
        ...


class Services:
    """Every use case, in one person's name; each group is made at its first use."""

    def __init__(self, book: OpenBook, context: Context) -> None:
        """Serve the person of the context."""
        self.book = book
        self.context = context

    @property
    def actor(self) -> Actor:
        """The person who acts."""
        return self.context.actor

    @cached_property
    def customers(self) -> "CustomerService":
        """Keep, find, list and look at customers."""
        from branchcrm.services.customers import CustomerService

        return CustomerService(self.context)

    @cached_property
    def head_counts(self) -> "HeadCountService":
        """Tell how many customers there are."""
        from branchcrm.services.head_counts import HeadCountService

        return HeadCountService(self.context)

    @cached_property
    def filters(self) -> "FilterService":
        """Read filters, name the fields they can ask for."""
        from branchcrm.services.filters import FilterService

        return FilterService(self.context)

    @cached_property
    def views(self) -> "ViewService":
        """Keep views of the customer list."""
        from branchcrm.services.views import ViewService

        return ViewService(self.context)

    @cached_property
    def bulk_edits(self) -> "BulkEditService":
        """Change many customers at once."""
        from branchcrm.services.bulk_edits import BulkEditService

        return BulkEditService(self.context)

    @cached_property
    def visit_rounds(self) -> "VisitRoundService":
        """Plan visits for many customers at once."""
        from branchcrm.services.visit_rounds import VisitRoundService

        return VisitRoundService(self.context)

    @cached_property
    def own_fields(self) -> "OwnFieldService":
        """Define the branch's own fields."""
        from branchcrm.services.own_fields import OwnFieldService

        return OwnFieldService(self.context)

    @cached_property
    def duplicates(self) -> "DuplicateService":
        """Find customers who may be one."""
        from branchcrm.services.duplicates import DuplicateService

        return DuplicateService(self.context)

    @cached_property
    def merges(self) -> "MergeService":
        """Make one of several customers."""
        from branchcrm.services.merges import MergeService

        return MergeService(self.context)

    @cached_property
    def purges(self) -> "PurgeService":
        """Erase customers for good."""
        from branchcrm.services.purges import PurgeService

        return PurgeService(self.context)

    @cached_property
    def quality(self) -> "QualityService":
        """See what is missing or wrong in the records."""
        from branchcrm.services.quality import QualityService

        return QualityService(self.context)

    @cached_property
    def people(self) -> "PeopleService":
        """Keep contact persons, links, households and groups."""
        from branchcrm.services.people import PeopleService

        return PeopleService(self.context)

    @cached_property
    def consents(self) -> "ConsentService":
        """Keep what customers agreed to."""
        from branchcrm.services.consents import ConsentService

        return ConsentService(self.context)

    @cached_property
    def attachments(self) -> "AttachmentService":
        """Keep tags and files of customers."""
        from branchcrm.services.attachments import AttachmentService

        return AttachmentService(self.context)

    @cached_property
    def calendar(self) -> "CalendarService":
        """Ask the work calendar; bring in next year's holidays."""
        from branchcrm.services.calendar import CalendarService

        return CalendarService(self.context)

    @cached_property
    def complaints(self) -> "ComplaintService":
        """Log, list, look at and measure complaints."""
        from branchcrm.services.complaints import ComplaintService

        return ComplaintService(self.context)

    @cached_property
    def complaint_steps(self) -> "ComplaintStepService":
        """Take a complaint from its receipt to its closing."""
        from branchcrm.services.complaint_steps import ComplaintStepService

        return ComplaintStepService(self.context)

    @cached_property
    def complaint_exports(self) -> "ComplaintExportService":
        """Take the register of complaints out."""
        from branchcrm.services.complaint_export import ComplaintExportService

        return ComplaintExportService(self.context)

    @cached_property
    def complaint_course(self) -> "ComplaintCourseService":
        """Extend, pause, reopen, merge, withdraw, assign a complaint."""
        from branchcrm.services.complaint_course import ComplaintCourseService

        return ComplaintCourseService(self.context)

    @cached_property
    def staff(self) -> "StaffService":
        """Keep the people of the branch, their accounts and passwords."""
        from branchcrm.services.staff import StaffService

        return StaffService(self.context, self.book.key_ring)

    @cached_property
    def settings(self) -> "SettingService":
        """Keep settings, preferences and drafts."""
        from branchcrm.services.settings import SettingService

        return SettingService(self.context)

    @cached_property
    def backups(self) -> "BackupService":
        """Back the book up, bring a customer back."""
        from branchcrm.services.backups import BackupService

        return BackupService(self.context, self.book.place, self.book.keys)

    @cached_property
    def demo(self) -> "DemoService":
        """Fill a demonstration book."""
        from branchcrm.services.demo import DemoService

        return DemoService(self.context)

    @cached_property
    def history(self) -> "HistoryService":
        """Look at the past, undo, redo."""
        from branchcrm.services.history import HistoryService

        return HistoryService(self.context)

    @cached_property
    def field_history(self) -> "FieldHistoryService":
        """Look at one field's past, bring a value back."""
        from branchcrm.services.field_history import FieldHistoryService

        return FieldHistoryService(self.context)

    @cached_property
    def interactions(self) -> "InteractionService":
        """Log contacts with their next step."""
        from branchcrm.services.interactions import InteractionService

        return InteractionService(self.context)

    @cached_property
    def timelines(self) -> "TimelineService":
        """See everything that happened with a customer."""
        from branchcrm.services.timelines import TimelineService

        return TimelineService(self.context)

    @cached_property
    def today(self) -> "TodayService":
        """Put the day together."""
        from branchcrm.services.today import TodayService

        return TodayService(self.context)

    @cached_property
    def visits(self) -> "VisitService":
        """Plan, move and do follow-up visits."""
        from branchcrm.services.visits import VisitService

        return VisitService(self.context)

    @cached_property
    def visit_lists(self) -> "VisitListService":
        """List visits, look a plan over, show numbers for calling."""
        from branchcrm.services.visit_lists import VisitListService

        return VisitListService(self.context)

    @cached_property
    def exports(self) -> "ExportService":
        """Write lists into files."""
        from branchcrm.services.exports import ExportService

        return ExportService(self.context)

    @cached_property
    def locked_books(self) -> "LockedBookService":
        """Hand out workbooks that are edited outside, and take them back."""
        from branchcrm.services.locked_books import LockedBookService

        return LockedBookService(self.context)

    @cached_property
    def papers(self) -> "PaperService":
        """Read what is printed, and write down that it was."""
        from branchcrm.services.papers import PaperService

        return PaperService(self.context)

    @cached_property
    def letters(self) -> "LetterService":
        """Write letters from a Word template."""
        from branchcrm.services.letters import LetterService

        return LetterService(self.context)

    @cached_property
    def address_labels(self) -> "AddressLabelService":
        """Address labels of a list."""
        from branchcrm.services.address_labels import AddressLabelService

        return AddressLabelService(self.context)

    @cached_property
    def contact_files(self) -> "ContactFileService":
        """Contact cards and visits for phones and calendars."""
        from branchcrm.services.contact_files import ContactFileService

        return ContactFileService(self.context)

    @cached_property
    def imports(self) -> "ImportService":
        """Look into files, check and import them."""
        from branchcrm.services.imports import ImportService

        return ImportService(self.context)

    @cached_property
    def tier_lists(self) -> "TierListService":
        """List who moved, who would move and who is about to fall."""
        from branchcrm.services.tier_lists import TierListService

        return TierListService(self.context, self.tier_trials)

    @cached_property
    def tier_trials(self) -> "TierTrialService":
        """Try tier rules before they are in force."""
        from branchcrm.services.tier_trials import TierTrialService

        return TierTrialService(self.context)

    @cached_property
    def tier_overrides(self) -> "TierOverrideService":
        """Set tiers by hand for a time."""
        from branchcrm.services.tier_overrides import TierOverrideService

        return TierOverrideService(self.context)

    @cached_property
    def tier_drafts(self) -> "TierDraftService":
        """Write the next tier rule, have it reviewed, put it in force."""
        from branchcrm.services.tier_drafts import TierDraftService

        return TierDraftService(self.context)

    @cached_property
    def lifecycles(self) -> "LifecycleService":
        """Propose stages, and decide on proposals."""
        from branchcrm.services.lifecycles import LifecycleService

        return LifecycleService(self.context)

    @cached_property
    def pools(self) -> "PoolService":
        """Claim from the public pool, return to it, hand over."""
        from branchcrm.services.pools import PoolService

        return PoolService(self.context)

    @cached_property
    def products(self) -> "ProductService":
        """Keep the product list."""
        from branchcrm.services.products import ProductService

        return ProductService(self.context)

    @cached_property
    def transactions(self) -> "TransactionService":
        """Keep transactions."""
        from branchcrm.services.transactions import TransactionService

        return TransactionService(self.context)

    @cached_property
    def holdings(self) -> "HoldingService":
        """Keep what customers hold."""
        from branchcrm.services.holdings import HoldingService

        return HoldingService(self.context)

    @cached_property
    def tiers(self) -> "TierService":
        """Sort customers into tiers, explain them, look at moves."""
        from branchcrm.services.tiers import TierService

        return TierService(self.context)

    @cached_property
    def tier_naming(self) -> "TierNaming":
        """Tell what the tiers of the book are called."""
        from branchcrm.services.tier_naming import TierNaming

        return TierNaming(self.context)

    @cached_property
    def tier_views(self) -> "TierViews":
        """Look at tiers over time, for fairness, by other layers, on the way up."""
        from branchcrm.services.tier_views import TierViews

        return TierViews(self.context)

    @cached_property
    def values(self) -> "ValueAnalysisService":
        """Look at the whole book by value."""
        from branchcrm.services.value_analyses import ValueAnalysisService

        return ValueAnalysisService(self.context)

    @cached_property
    def reports(self) -> "ReportService":
        """Take ready-made reports out."""
        from branchcrm.services.reports import ReportService

        return ReportService(self.context)
