using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Crm;

/// <summary>What is known of the CRM's side when an approved claim is written.</summary>
/// <param name="AccountId">The CRM's id of the account it is; null: a new one.</param>
/// <param name="FirstStage">Where new deals begin; null when the CRM's pipelines are not known.</param>
internal sealed record WriteInto(string? AccountId, string? ContactId, CrmStageCard? FirstStage, string Zone);

/// <summary>
/// An approved claim as records of the CRM: company, contact, deal with Entente's fields, note. Entente ids are made of the registration's,
/// so that writing it again updates instead of doubling. Pure.
/// </summary>
internal static class ClaimWrite
{
    public static string DealKey(RegistrationId id) => $"deal-{id.Value:N}";

    public static CrmWriteBack Of(Registration r, string partnerName, string partnerType, WriteInto into)
    {
        var (account, contact, deal) = ($"account-{r.Id.Value:N}", $"contact-{r.Id.Value:N}", DealKey(r.Id));
        var steps = new List<CrmWriteStep> { Account(r, account, into) };
        if (r.ContactEmail is not null)
            steps.Add(Contact(r, contact, account, into));
        steps.Add(Deal(r, deal, account, r.ContactEmail is null ? null : contact, (partnerName, partnerType), into));
        steps.Add(Note(r, deal, account, partnerName, into));
        return new(r.Id.Subject, steps);
    }

    // A known account is only linked: what the vendor's people wrote there is not ours to change.
    private static CrmWriteStep Account(Registration r, string key, WriteInto into) =>
        new(
            CrmObject.Account,
            key,
            into.AccountId,
            into.AccountId is not null
                ? new Dictionary<string, string?>()
                : Fields(
                    (CrmFields.Name, r.Company),
                    (CrmFields.Domain, r.Domain),
                    (CrmFields.Website, r.Domain),
                    (CrmFields.Country, r.Country)
                ),
            []
        );

    private static CrmWriteStep Contact(Registration r, string key, string account, WriteInto into)
    {
        var names = (r.ContactName ?? "").Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var last = names.Length == 2 ? names[1] : names.FirstOrDefault() ?? r.ContactEmail!.Split('@')[0];
        return new(
            CrmObject.Contact,
            key,
            into.ContactId,
            into.ContactId is not null
                ? new Dictionary<string, string?>()
                : Fields(
                    (CrmFields.FirstName, names.Length == 2 ? names[0] : null),
                    (CrmFields.LastName, last),
                    (CrmFields.Email, r.ContactEmail),
                    (CrmFields.Title, r.ContactRole)
                ),
            [new(CrmObject.Account, EntenteId: account, Primary: true)]
        );
    }

    private static CrmWriteStep Deal(
        Registration r,
        string key,
        string account,
        string? contact,
        (string Name, string Type) partner,
        WriteInto into
    ) =>
        new(
            CrmObject.Deal,
            key,
            null,
            Fields(
                (CrmFields.Name, $"{r.Company} ({r.Number})"),
                (CrmFields.Amount, r.Amount is { } amount ? Canonical.Number(amount.Major) : null),
                (CrmFields.Currency, r.Amount?.Currency),
                (CrmFields.CloseDate, r.CloseDate is { } close ? Canonical.Date(close) : null),
                (CrmFields.Pipeline, into.FirstStage?.Pipeline),
                (CrmFields.Stage, into.FirstStage?.Id),
                (CrmFields.Description, r.Problem),
                (EntenteFields.RegistrationNumber, r.Number),
                (EntenteFields.RegistrationStatus, "Approved"),
                (EntenteFields.Partner, partner.Name),
                (EntenteFields.PartnerType, partner.Type),
                (EntenteFields.Attribution, "Sourced"),
                (EntenteFields.ConflictStatus, "none"),
                (EntenteFields.LastPartnerActivity, Canonical.Instant(r.SubmittedAt)),
                (EntenteFields.ProtectedFrom, r.ProtectedFrom is { } from ? Canonical.Date(FirstDay(from, into.Zone)) : null),
                (EntenteFields.ProtectedUntil, Canonical.Date(LastDay(r.ProtectedUntil!.Value, into.Zone)))
            ),
            contact is null
                ? [new(CrmObject.Account, EntenteId: account, Primary: true)]
                : [new(CrmObject.Account, EntenteId: account, Primary: true), new(CrmObject.Contact, EntenteId: contact)]
        );

    private static CrmWriteStep Note(Registration r, string deal, string account, string partner, WriteInto into)
    {
        var lines = new List<string>
        {
            $"{partner} registered {r.Company} as {r.Number}. Approved; protected until {ClaimWords.LastDay(r.ProtectedUntil!.Value, into.Zone)}, if the first meeting is on record by {ClaimWords.LastDay(r.HoldBy!.Value, into.Zone)}.",
        };
        if (r.Problem is not null)
            lines.Add("What they need: " + r.Problem);
        if (r.DecisionNote is not null)
            lines.Add("Note to the partner: " + r.DecisionNote);
        return new(
            CrmObject.Note,
            $"note-{r.Id.Value:N}",
            null,
            Fields(
                (CrmFields.Subject, $"{r.Number} approved"),
                (CrmFields.Body, string.Join("\n\n", lines)),
                (CrmFields.At, Canonical.Instant(r.DecidedAt!.Value))
            ),
            [new(CrmObject.Deal, EntenteId: deal), new(CrmObject.Account, EntenteId: account)]
        );
    }

    /// <summary>
    /// What the end of a claim, of its protection or of its deal changes: the deal's fields, and one note. The note goes first: it is refused where
    /// the deal is not, so that no write makes a deal which consists of its end.
    /// </summary>
    public static CrmWriteBack End(Registration r, string partner, string zone, DateTimeOffset now)
    {
        var (status, subject, words) = Ended(r, partner, zone);
        var deal = DealKey(r.Id);
        var fields = new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = status };
        // An ended window keeps its last day, and so does a won deal; what was taken away or given back protects nothing, whatever day it
        // was meant to reach.
        if (r.State is RegistrationState.Withdrawn || r.Protection is ProtectionState.Released)
            fields[EntenteFields.ProtectedUntil] = null;
        return new(
            r.Id.Subject,
            [
                new(
                    CrmObject.Note,
                    $"note-{r.Id.Value:N}-{status.ToLowerInvariant()}",
                    null,
                    Fields((CrmFields.Subject, subject), (CrmFields.Body, words), (CrmFields.At, Canonical.Instant(now))),
                    [new(CrmObject.Deal, EntenteId: deal), new(CrmObject.Account, EntenteId: $"account-{r.Id.Value:N}")]
                ),
                new(CrmObject.Deal, deal, null, fields, []),
            ]
        );
    }

    private static (string Status, string Subject, string Words) Ended(Registration r, string partner, string zone) =>
        r switch
        {
            { State: RegistrationState.Withdrawn } => (
                nameof(RegistrationState.Withdrawn),
                $"{r.Number} withdrawn",
                $"{partner} withdrew {r.Number}. {r.Company} is no longer protected."
            ),
            { State: RegistrationState.Won } => (
                nameof(RegistrationState.Won),
                $"{r.Number} won",
                $"The deal with {r.Company} is won. It stays attributed to {partner}."
            ),
            { State: RegistrationState.Lost } => (
                nameof(RegistrationState.Lost),
                $"{r.Number} lost",
                $"The deal with {r.Company}, which {partner} registered, is lost."
            ),
            { Protection: ProtectionState.Released } => (
                nameof(ProtectionState.Released),
                $"{r.Number}: protection released",
                $"No first meeting came on record by {ClaimWords.LastDay(r.HoldBy!.Value, zone)}, so the protection of {r.Company} for {partner} is released."
            ),
            _ => (
                nameof(ProtectionState.Expired),
                $"{r.Number}: protection ended",
                $"The protection of {r.Company} for {partner} ended on {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}."
                    + (r.State is RegistrationState.Converted ? " The deal runs on unprotected." : "")
            ),
        };

    private static DateOnly FirstDay(DateTimeOffset start, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    private static DateOnly LastDay(DateTimeOffset end, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end.AddTicks(-1), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    // Null would clear what somebody else wrote: what is not known is left out.
    private static Dictionary<string, string?> Fields(params (string Key, string? Value)[] fields) =>
        fields.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value);
}
