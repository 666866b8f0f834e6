using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Crm;

// How a claim ends in the CRM.
internal static partial class ClaimWrite
{
    /// <summary>
    /// What the end of a claim, of its protection or of its deal changes: the deal's fields, and one note. The note goes first: it is refused where
    /// the deal is not, so that no write makes a deal which consists of its end.
    /// </summary>
    /// <param name="mail">What tells the partner of it; null: nobody is told.</param>
    public static CrmWriteBack End(Registration r, string partner, string zone, DateTimeOffset now, SentMail? mail = null)
    {
        var (status, subject, words) = Ended(r, partner, zone);
        var fields = new List<(string, string?)> { (EntenteFields.RegistrationStatus, status) };
        // An ended window keeps its last day, and so does a won deal; what was taken away or given back protects nothing, whatever day it
        // was meant to reach.
        if (r.State is RegistrationState.Withdrawn || r.Protection is ProtectionState.Released)
        {
            fields.Add((EntenteFields.ProtectedUntil, null));
            if (r.PricesUntil is not null)
                fields.Add((EntenteFields.PricesUntil, null));
        }
        if (r.State is RegistrationState.Withdrawn)
            fields.Add((EntenteFields.LastPartnerActivity, Canonical.Instant(now)));
        var steps = new List<CrmWriteStep> { Entry(r, status.ToLowerInvariant(), subject, words, now), Fields(r.Id, [.. fields]) };
        if (mail is not null)
            steps.Add(Mail(r, mail));
        return new(r.Id.Subject, steps) { Quiet = true };
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
                r.Released switch
                {
                    ReleaseCause.Silence =>
                        $"{partner} was not heard of since {ClaimWords.LastDay(r.LastActAt.AddTicks(1), zone)}, so the protection of {r.Company} is released.",
                    ReleaseCause.NoEvidence =>
                        $"No evidence that {r.Company} moves forward came on record in time, so the protection of {r.Company} for {partner} is released.",
                    ReleaseCause.Reassigned => $"The protection of {r.Company} for {partner} was released by us.",
                    _ =>
                        $"No first meeting came on record by {ClaimWords.LastDay(r.HoldBy!.Value, zone)}, so the protection of {r.Company} for {partner} is released.",
                }
            ),
            _ => (
                nameof(ProtectionState.Expired),
                $"{r.Number}: protection ended",
                $"The protection of {r.Company} for {partner} ended on {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}."
                    + (r.State is RegistrationState.Converted ? " The deal runs on unprotected." : "")
            ),
        };
}
