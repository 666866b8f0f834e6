using Entente.Access;
using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Matching;
using Entente.Registrations.Mails;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;

namespace Entente.Registrations.Crm;

/// <summary>What a claim asks of the CRM: accounts that may be the company claimed, and to write an approved claim.</summary>
internal sealed partial class CrmSide(CrmApi crm, CrmLeads leads, AccessApi access, PartnersApi partners, TimeProvider clock)
{
    /// <summary>The best first; those that are surely the same company are marked.</summary>
    public async Task<FoundAccounts> Candidates(Claim claim, int take, CancellationToken ct) =>
        Facts(await crm.Candidates(claim.Record, take, ct));

    /// <summary>The workspace's list of sites that prove nothing.</summary>
    public Task<SiteList> Sites(CancellationToken ct) => crm.Sites(ct);

    /// <summary>Open leads of the company claimed.</summary>
    public async Task<IReadOnlyList<LeadFact>> Leads(Claim claim, IReadOnlyList<AccountId> accounts, CancellationToken ct) =>
        [.. (await leads.OpenOn(claim.Company, claim.Domain ?? claim.ContactEmail, accounts, ct, claim.Sites)).Select(Fact)];

    /// <summary>Who stands on these deals by the CRM's own word, by the deal's id there.</summary>
    public async Task<ILookup<string, AttributedFact>> Attributed(
        IReadOnlyList<OpportunityCard> deals,
        PartnerCard claimant,
        CancellationToken ct
    ) => (await StandingOn(deals, ct)).ToLookup(f => f.DealCrmId, f => Attribution(f, claimant));

    /// <summary>
    /// Stages the write of an approved claim; it goes out once the caller's save commits. A workspace without a CRM writes nothing.
    /// </summary>
    public async Task RequestWrite(Registration registration, PartnerCard partner, Standing standing, string zone, CancellationToken ct)
    {
        if (await crm.Connection(ct) is not { } connection)
            return;
        var account = registration.AccountId is { } id
            ? (await crm.Accounts([new(id)], ct)).FirstOrDefault(a => a.Connection == connection.Id && !a.Deleted)
            : null;
        var contact = registration.ContactEmail is { } email
            ? (await crm.ContactsWithEmail(email, ct)).FirstOrDefault(c => c.Connection == connection.Id)?.CrmId
            : null;
        var stages = await crm.Stages(connection.Id, ct);
        var into = new WriteInto(
            account?.CrmId,
            contact,
            stages.Where(s => s.Means.IsOpen()).OrderBy(s => s.Pipeline, StringComparer.Ordinal).ThenBy(s => s.Position).FirstOrDefault(),
            zone
        )
        {
            Standing = standing,
            Takes = registration.CustomJson is null
                ? new HashSet<string>()
                : Bindable.Of(await crm.Schemas(connection.Id, ct), CrmMapping.None).Keys.ToHashSet(StringComparer.Ordinal),
            Told = await Told(registration.Id, ct),
            Mail = await Copy(registration, MailTexts.Approved(registration, zone), ct),
        };
        crm.Stage(connection.Id, ClaimWrite.Of(registration, PartnerOnDeal.Of(partner, await partners.Fields(partner.Id, ct)), into));
        await partners.Active(partner, registration.SubmittedAt, ct);
    }

    /// <summary>Whether a write of this claim was ever staged, however it ended.</summary>
    public async Task<bool> WasWritten(Registration registration, CancellationToken ct) =>
        (await crm.Writes(registration.Id.Subject, ct)).Count > 0;

    /// <summary>
    /// Stages what the end of a claim, of its protection or of its deal changes in the CRM. Nothing, when nothing of it was ever sent there: a claim
    /// that was refused, or one that nobody connected a CRM for.
    /// </summary>
    /// <param name="told">What the partner is mailed about it; null: nothing.</param>
    public async Task RequestEnd(
        Registration registration,
        string partnerName,
        string zone,
        DateTimeOffset now,
        CancellationToken ct,
        PartnerMail? told = null
    )
    {
        if (await WrittenTo(registration.Id, ct) is not { } connection)
            return;
        var mail = told is null ? null : await Copy(registration, told, ct);
        crm.Stage(connection, ClaimWrite.End(registration, partnerName, zone, now, mail));
    }

    /// <summary>Stages that the first meeting is on record.</summary>
    public async Task RequestMet(Registration registration, string zone, DateTimeOffset now, CancellationToken ct)
    {
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        if (await WrittenTo(registration.Id, ct) is { } connection)
            crm.Stage(connection, ClaimWrite.Met(registration, partner.Name, zone, now));
        await partners.Active(partner, now, ct);
    }

    /// <summary>Stages the new end of a protection.</summary>
    public async Task RequestExtended(Registration registration, string zone, DateTimeOffset now, CancellationToken ct)
    {
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        if (await WrittenTo(registration.Id, ct) is { } connection)
            crm.Stage(connection, ClaimWrite.Extended(registration, partner.Name, zone, now, await Told(registration.Id, ct)));
    }

    /// <summary>Stages the end of a protection that decayed, where the CRM holds the deal.</summary>
    public async Task RequestShortened(Registration registration, string zone, DateTimeOffset now, CancellationToken ct)
    {
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        if (await WrittenTo(registration.Id, ct) is { } connection)
            crm.Stage(connection, ClaimWrite.Shortened(registration, partner.Name, zone, now, await Told(registration.Id, ct)));
    }

    /// <summary>Stages what the partner told about a deal that the CRM holds; the partner was active in any case.</summary>
    /// <param name="key">What makes it this entry; short.</param>
    public async Task RequestTold(
        Registration registration,
        string key,
        string subject,
        string words,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        if (await WrittenTo(registration.Id, ct) is { } connection)
            crm.Stage(connection, ClaimWrite.Told(registration, key, subject, $"{partner.Name}: {words}", now));
        await partners.Active(partner, now, ct);
    }

    /// <summary>Stages a mail that was just sent to the partner for the timeline of its deal; only where the CRM holds the deal.</summary>
    public async Task RequestMail(Registration registration, PartnerMail mail, CancellationToken ct)
    {
        if (
            registration.CrmDealId is not null
            && await WrittenTo(registration.Id, ct) is { } connection
            && await Copy(registration, mail, ct) is { } copy
        )
            crm.Stage(connection, ClaimWrite.Of(registration, copy));
    }

    /// <summary>Stages some of Entente's fields of a claim's deal.</summary>
    public async Task Request(RegistrationId id, CancellationToken ct, params (string Key, string? Value)[] fields)
    {
        if (await WrittenTo(id, ct) is { } connection)
            crm.Stage(connection, ClaimWrite.Some(id, fields));
    }

    /// <summary>Stages what the deals of others are told when a claim on their company comes, is refused or ends.</summary>
    /// <param name="waits">It waits for a decision.</param>
    public async Task RequestConflicts(ClaimFacts facts, bool waits, CancellationToken ct)
    {
        foreach (var (claim, status) in ConflictStatus.Others(facts, waits))
            await Request(new(claim.Id), ct, (EntenteFields.ConflictStatus, status));
    }

    /// <summary>The connection a claim's deal was sent to; null when it never was.</summary>
    private async Task<CrmConnectionId?> WrittenTo(RegistrationId id, CancellationToken ct) =>
        (await crm.Writes(id.Subject, ct)).FirstOrDefault(w => w.Standing is not CrmWriteStanding.Ignored)?.Connection;

    /// <summary>The partner's last activity as it was last sent to this claim's deal.</summary>
    private async Task<DateTimeOffset?> Told(RegistrationId id, CancellationToken ct) =>
        Canonical.ReadInstant(await crm.LastStaged(id.Subject, EntenteFields.LastPartnerActivity, ct));

    // The same person as the mail itself goes to.
    private async Task<SentMail?> Copy(Registration registration, PartnerMail mail, CancellationToken ct) =>
        registration.SubmittedBy is { } person && (await access.People([person], ct)).GetValueOrDefault(person) is { } reader
            ? MailCopy.Of(mail, reader.Email, clock.GetUtcNow())
            : null;
}
