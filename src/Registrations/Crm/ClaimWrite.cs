using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Partners.Rules;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Crm;

/// <summary>
/// An approved claim as records of the CRM: company, contact, deal with Entente's fields, note, the mail to the partner. Entente ids are made of the registration's,
/// so that writing it again updates instead of doubling. Pure.
/// </summary>
internal static partial class ClaimWrite
{
    public static string DealKey(RegistrationId id) => $"deal-{id.Value:N}";

    // Another customer took the first one's place: another account, and another person there.
    private static string AccountKey(Registration r) => $"account-{r.Id.Value:N}{Customer(r)}";

    private static string ContactKey(Registration r) => $"contact-{r.Id.Value:N}{Customer(r)}";

    private static string Customer(Registration r) => r.CustomerNo == 0 ? "" : $"-{r.CustomerNo}";

    public static CrmWriteBack Of(Registration r, PartnerOnDeal partner, WriteInto into)
    {
        var (account, contact, deal) = (AccountKey(r), ContactKey(r), DealKey(r.Id));
        var steps = new List<CrmWriteStep> { Account(r, account, partner, into) };
        if (r.ContactEmail is not null)
            steps.Add(Contact(r, contact, account, into));
        steps.Add(Deal(r, deal, account, r.ContactEmail is null ? null : contact, partner, into));
        steps.Add(Note(r, partner.Name, into));
        if (into.Mail is { } mail)
            steps.Add(Mail(r, mail));
        return new(r.Id.Subject, steps);
    }

    /// <summary>A mail that was sent later: an entry of its own on the timeline.</summary>
    public static CrmWriteBack Of(Registration r, SentMail mail) => new(r.Id.Subject, [Mail(r, mail)]) { Quiet = true };

    /// <summary>The first meeting is on record: a note, and the partner's last activity.</summary>
    public static CrmWriteBack Met(Registration r, string partner, string zone, DateTimeOffset now) =>
        new(
            r.Id.Subject,
            [
                Entry(
                    r,
                    "met",
                    $"{r.Number}: first meeting on record",
                    $"{partner} put the first meeting with {r.Company} on record. The protection holds until {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}.",
                    now
                ),
                Fields(r.Id, (EntenteFields.LastPartnerActivity, Canonical.Instant(now))),
            ]
        )
        {
            Quiet = true,
        };

    /// <summary>The protection is longer: its new last day, and a note.</summary>
    /// <param name="told">The partner's last activity as the CRM was told it.</param>
    public static CrmWriteBack Extended(Registration r, string partner, string zone, DateTimeOffset now, DateTimeOffset? told = null) =>
        new(
            r.Id.Subject,
            [
                Entry(
                    r,
                    $"extended-{r.ExtensionsUsed}",
                    $"{r.Number}: protection extended",
                    $"The protection of {r.Company} for {partner} now holds until {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)} (extension {r.ExtensionsUsed}).",
                    now
                ),
                Fields(
                    r.Id,
                    (EntenteFields.ProtectedUntil, Canonical.Date(LastDay(r.ProtectedUntil!.Value, zone))),
                    (EntenteFields.LastPartnerActivity, Canonical.Instant(LastActivity.Newest(told, r.LastActAt)))
                ),
            ]
        )
        {
            Quiet = true,
        };

    /// <summary>The end of a protection that decayed for want of evidence.</summary>
    /// <param name="told">As of <see cref="Extended"/>.</param>
    public static CrmWriteBack Shortened(Registration r, string partner, string zone, DateTimeOffset now, DateTimeOffset? told = null) =>
        new(
            r.Id.Subject,
            [
                Entry(
                    r,
                    $"shortened-{LastDay(r.ProtectedUntil!.Value, zone):yyyyMMdd}",
                    $"{r.Number}: protection ends sooner",
                    $"The protection of {r.Company} for {partner} now holds until {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}: no evidence came on record in time.",
                    now
                ),
                Fields(
                    r.Id,
                    (EntenteFields.ProtectedUntil, Canonical.Date(LastDay(r.ProtectedUntil!.Value, zone))),
                    (EntenteFields.LastPartnerActivity, Canonical.Instant(LastActivity.Newest(told, r.LastActAt)))
                ),
            ]
        )
        {
            Quiet = true,
        };

    /// <summary>The partner did something: a note on the timeline, and when it was last active.</summary>
    /// <param name="key">What makes it this entry; short.</param>
    public static CrmWriteBack Told(Registration r, string key, string subject, string words, DateTimeOffset now) =>
        new(
            r.Id.Subject,
            [Entry(r, key, $"{r.Number}: {subject}", words, now), Fields(r.Id, (EntenteFields.LastPartnerActivity, Canonical.Instant(now)))]
        )
        {
            Quiet = true,
        };

    /// <summary>Some of Entente's fields of a deal that is in the CRM.</summary>
    public static CrmWriteBack Some(RegistrationId id, params (string Key, string? Value)[] fields) =>
        new(id.Subject, [Fields(id, fields)]) { Quiet = true };

    // A known account is only linked: what the vendor's people wrote there is not ours to change.
    private static CrmWriteStep Account(Registration r, string key, PartnerOnDeal partner, WriteInto into) =>
        new(
            CrmObject.Account,
            key,
            into.AccountId,
            into.AccountId is not null
                ? new Dictionary<string, string?>()
                : Fields([
                    (CrmFields.Name, r.Company),
                    (CrmFields.Domain, r.Domain),
                    (CrmFields.Website, r.Domain),
                    (CrmFields.Country, r.Country),
                    (EntenteFields.Partner, partner.Name),
                    .. CustomFields.Of(r, CrmObject.Account, into),
                ]),
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
                : Fields([
                    (CrmFields.FirstName, names.Length == 2 ? names[0] : null),
                    (CrmFields.LastName, last),
                    (CrmFields.Email, r.ContactEmail),
                    (CrmFields.Title, r.ContactRole),
                    .. CustomFields.Of(r, CrmObject.Contact, into),
                ]),
            [new(CrmObject.Account, EntenteId: account, Primary: true)]
        );
    }

    private static CrmWriteStep Deal(Registration r, string key, string account, string? contact, PartnerOnDeal partner, WriteInto into) =>
        new(
            CrmObject.Deal,
            key,
            null,
            Fields([
                (CrmFields.Name, $"{r.Company} ({r.Number})"),
                (CrmFields.Amount, r.Amount is { } amount ? Canonical.Number(amount.Major) : null),
                (CrmFields.Currency, r.Amount?.Currency),
                (CrmFields.CloseDate, r.CloseDate is { } close ? Canonical.Date(close) : null),
                // A deal that is there already stands where the rep has moved it.
                (CrmFields.Pipeline, r.CrmDealId is null ? into.FirstStage?.Pipeline : null),
                (CrmFields.Stage, r.CrmDealId is null ? into.FirstStage?.Id : null),
                (CrmFields.Description, r.Problem),
                (EntenteFields.RegistrationNumber, r.Number),
                (EntenteFields.RegistrationStatus, "Approved"),
                (EntenteFields.Partner, partner.Name),
                (EntenteFields.PartnerType, partner.Type),
                (EntenteFields.Tier, partner.Tier),
                (EntenteFields.OnboardedOn, partner.OnboardedOn is { } onboarded ? Canonical.Date(onboarded) : null),
                .. partner.Known.Select(k => (k.Key, k.Value)),
                (EntenteFields.Motion, partner.Motion),
                // Who registers a deal has brought it, and is the only one in it.
                (EntenteFields.Attribution, "Sourced"),
                (EntenteFields.Share, "100"),
                (EntenteFields.Incumbent, into.Standing.Incumbent ? "Yes" : "No"),
                (EntenteFields.ConflictStatus, into.Standing.Conflict),
                (EntenteFields.LastPartnerActivity, Canonical.Instant(LastActivity.Newest(into.Told, LastAct(r)))),
                (EntenteFields.ProtectedFrom, r.ProtectedFrom is { } from ? Canonical.Date(FirstDay(from, into.Zone)) : null),
                (EntenteFields.ProtectedUntil, Canonical.Date(LastDay(r.ProtectedUntil!.Value, into.Zone))),
                (EntenteFields.DiscountBand, r.Prices?.Band?.Words()),
                (EntenteFields.PriceList, r.Prices?.List),
                (EntenteFields.PricesUntil, r.Prices?.Until is { } held ? Canonical.Date(LastDay(held, into.Zone)) : null),
                .. CustomFields.Of(r, CrmObject.Deal, into),
            ]),
            contact is null
                ? [new(CrmObject.Account, EntenteId: account, Primary: true)]
                : [new(CrmObject.Account, EntenteId: account, Primary: true), new(CrmObject.Contact, EntenteId: contact)]
        );

    private static CrmWriteStep Note(Registration r, string partner, WriteInto into)
    {
        var lines = new List<string>
        {
            $"{partner} registered {r.Company} as {r.Number}. Approved; protected until {ClaimWords.LastDay(r.ProtectedUntil!.Value, into.Zone)}, if the first meeting is on record by {ClaimWords.LastDay(r.HoldBy!.Value, into.Zone)}.",
        };
        if (r.Problem is not null)
            lines.Add("What they need: " + r.Problem);
        foreach (var question in r.Questions.Where(q => q.Reply is not null).OrderBy(q => q.AskedAt))
            lines.Add($"We asked: {question.Question}\n{partner} answered: {question.Reply}");
        if (r.DecisionNote is not null)
            lines.Add("Note to the partner: " + r.DecisionNote);
        return Entry(
            r,
            r.CrmDealId is null ? null : $"approved-{r.DecisionNo}",
            $"{r.Number} approved",
            string.Join("\n\n", lines),
            r.DecidedAt!.Value
        );
    }

    private static CrmWriteStep Mail(Registration r, SentMail mail) =>
        new(
            CrmObject.Email,
            $"mail-{r.Id.Value:N}-{mail.Key}",
            null,
            Fields(
                (CrmFields.Subject, mail.Subject),
                (CrmFields.Body, mail.Body),
                (CrmFields.At, Canonical.Instant(mail.At)),
                (CrmFields.To, mail.To)
            ),
            // Beside the deal alone: two calls more for each mail would tell nobody anything new.
            [new(CrmObject.Deal, EntenteId: DealKey(r.Id))]
        );

    private static CrmWriteStep Entry(Registration r, string? what, string subject, string words, DateTimeOffset at) =>
        new(
            CrmObject.Note,
            what is null ? $"note-{r.Id.Value:N}" : $"note-{r.Id.Value:N}-{what}",
            null,
            Fields((CrmFields.Subject, subject), (CrmFields.Body, words), (CrmFields.At, Canonical.Instant(at))),
            Beside(r)
        );

    private static CrmWriteStep Fields(RegistrationId id, params (string Key, string? Value)[] fields) =>
        new(CrmObject.Deal, DealKey(id), null, fields.ToDictionary(f => f.Key, f => f.Value), []);

    // Refused where the deal is not, so that no write makes an entry that stands beside nothing.
    private static CrmStepLink[] Beside(Registration r) =>
        [new(CrmObject.Deal, EntenteId: DealKey(r.Id)), new(CrmObject.Account, EntenteId: AccountKey(r))];

    /// <summary>When the partner last did something for this claim.</summary>
    private static DateTimeOffset LastAct(Registration r) =>
        r.Questions.Select(q => q.AnsweredAt).Append(r.NextStepAt).Append(r.LastActAt).OfType<DateTimeOffset>().Max();

    private static DateOnly FirstDay(DateTimeOffset start, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    private static DateOnly LastDay(DateTimeOffset end, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end.AddTicks(-1), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    // Null would clear what somebody else wrote: what is not known is left out.
    private static Dictionary<string, string?> Fields(params (string Key, string? Value)[] fields) =>
        fields.Where(f => f.Value is not null).ToDictionary(f => f.Key, f => f.Value);
}
