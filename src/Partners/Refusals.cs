using Entente.Crm.Port;
using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>Why something about partners is refused: each code is public and written here once.</summary>
internal static partial class Refusals
{
    public static Problem AdminsOnly => Problem.Forbidden("team.admins_only", "Only an admin of your company changes its team.");

    public static Problem NoPartner => Problem.NotFound("partner.not_found", "There is no such partner.");

    public static Problem MayNot => Problem.Forbidden("partner.forbidden", "Your role does not include managing partners.");

    public static Problem NoPerson => Problem.NotFound("partner.no_person", "This person is not with this partner.");

    public static Problem NoLink => Problem.NotFound("partner.no_link", "There is no such link.");

    public static Problem MayNotRegister(PartnerStatus status) =>
        Problem.Conflict(
            "partner.may_not_register",
            $"A partner that is {Lower(status)} cannot register deals, so a link would open nothing."
        );

    public static Problem Stale =>
        Problem.Stale("partner.stale", "Somebody changed this partner while you looked at it. Look again, then decide.");

    public static Problem NoReason => Problem.Invalid("partner.no_reason", "reason", "Say why, in up to 500 characters.");

    public static Problem MayNotFollow(PartnerStatus from, PartnerStatus to) =>
        Problem.Conflict("partner.status_order", $"A partner that is {Lower(from)} cannot become {Lower(to)} next.");

    /// <summary>The same beside the field of a form.</summary>
    public static Problem NotNext(PartnerStatus from, PartnerStatus to) =>
        Problem.Invalid("partner.status_order", "status", $"A partner that is {Lower(from)} cannot become {Lower(to)} next.");

    public static Problem StillOpen(string partner, string open) =>
        Problem.Conflict(
            "partner.still_open",
            $"{partner} still has {open} open. Settle that first, or tick that it ends all the same and say why."
        );

    /// <summary>The same beside the field of a form that does not list what is open.</summary>
    public static Problem StillOpenElsewhere(string open) =>
        Problem.Invalid("partner.still_open", "status", $"It still has {open} open. Its own page lists that, and ends it all the same.");

    public static Problem NoTerritory(string name) =>
        Problem.Invalid("partner.no_territory", "territories", $"There is no territory called “{name}”.");

    public static Problem TerritoryGone => Problem.NotFound("territory.not_found", "There is no such territory any more.");

    public static Problem NoNamedAccount => Problem.NotFound("named_account.not_found", "This company is not on the list any more.");

    public static Problem AccountListed(string field, string name) =>
        Problem.Invalid("named_account.listed", field, $"{name} is on the list already. Remove that entry first.");

    public static Problem TerritoryNamed(string name) =>
        Problem.Invalid("territory.named", "name", $"There is a territory called “{name}” already.");

    public static Problem TerritoryHeld(int partners) =>
        Problem.Conflict(
            "territory.held",
            partners == 1
                ? "A partner is bound to it. Give it another territory first."
                : $"{partners} partners are bound to it. Give them another territory first."
        );

    public static Problem SameTier(PartnerTier tier) =>
        Problem.Conflict("partner.same_tier", $"This partner is already at {tier.Words()}.");

    public static Problem DomainTaken(string domain, string partner) =>
        Problem.Invalid("partner.domain_taken", "domains", $"{domain} already belongs to {partner}.");

    public static Problem CompanyTaken(string field, string company, string partner) =>
        Problem.Invalid("partner.company_taken", field, $"{company} is the company of {partner} already.");

    public static Problem NoCompany(string field, CrmKind crm) =>
        Problem.Invalid(
            "partner.no_company",
            field,
            $"We find no such company. Give its record id in {crm}, or the address of its page there; what was made just now arrives within a minute."
        );

    public static Problem NoCrm(string field) =>
        Problem.Invalid("partner.no_crm", field, "No CRM is connected, so there is no company to choose from.");

    public static Problem NobodyTicked => Problem.Invalid("partner.nobody_ticked", "partners", "Tick the partners that are handed over.");

    public static Problem TooManyTicked(int most) =>
        Problem.Invalid("partner.too_many_ticked", "partners", $"Hand over at most {most} at once.");

    public static Problem NoNextManager =>
        Problem.Invalid("partner.no_next_manager", "to", "Choose who looks after them from now on, from those who work here.");

    public static Problem SameManager => Problem.Invalid("partner.same_manager", "to", "They look after these partners already.");

    public static Problem NextManagerBlind(string person, string partner) =>
        Problem.Invalid(
            "partner.manager_blind",
            "to",
            $"{person} would not see {partner}: what they see is narrowed. Choose somebody else, leave it out, or widen that under People."
        );

    public static Problem NoHandOverNote(int longest) =>
        Problem.Invalid("partner.no_hand_over_note", "note", $"Say what the next one needs to know, in up to {longest} characters.");

    private static string Lower(PartnerStatus status) => status.Words().ToLowerInvariant();
}
