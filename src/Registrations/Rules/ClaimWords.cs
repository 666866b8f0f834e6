using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>
/// The sentences a partner reads about a registration: on the status page, in mails, and, for staff, in the preview beside the
/// decision. All three take them from here, so that none can say more than another.
/// </summary>
internal static class ClaimWords
{
    public static string Approved(string company, DateTimeOffset end, DateTimeOffset holdBy, string zone) =>
        $"Approved. {company} is yours until {LastDay(end, zone)}. Log the first meeting by {LastDay(holdBy, zone)} to keep it.";

    public static string Declined(RefusalReason reason) => $"Declined. {reason.PartnerText()}";

    public static string Rejected(RefusalReason reason) =>
        $"Not accepted as it stands. {reason.PartnerText()} You may mend it and register again.";

    public static string NeedsInfo(InfoTopic topic) => $"We need something from you: {topic.Label().ToLowerInvariant()}.";

    /// <summary>The findings that may be told together with the decision, each as one sentence; duplicates once.</summary>
    public static IReadOnlyList<string> WithDecision(IEnumerable<Finding> findings) =>
        [
            .. findings
                .Where(f => f.Severity is not Severity.Info && f.PartnerText is not null)
                .Select(f => f.PartnerText!)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>State, why, next step: what every status view says.</summary>
    public static (string Headline, string Next) Status(StatusFacts facts)
    {
        var zone = facts.Zone;
        return facts.State switch
        {
            RegistrationState.Draft => ("Not sent yet.", "Finish the form and send it."),
            RegistrationState.Submitted or RegistrationState.InReview => (
                "We are looking at it.",
                facts.Due is { } due ? $"You hear from us by {Words.Moment(due, zone)}." : "You hear from us soon."
            ),
            RegistrationState.NeedsInfo => ("We need something from you.", "Answer the question below; our clock stands still until then."),
            RegistrationState.Approved or RegistrationState.Converted => facts.Protection switch
            {
                ProtectionState.Conditional when facts.HoldBy is { } by => (
                    $"Approved. {facts.Company} is yours until {LastDay(facts.End!.Value, zone)}.",
                    $"Log the first meeting by {LastDay(by, zone)} to keep it."
                ),
                ProtectionState.Active => (
                    $"Approved. {facts.Company} is yours until {LastDay(facts.End!.Value, zone)}.",
                    "Move the deal forward; we keep the others out."
                ),
                ProtectionState.Released => ("The protection was released.", "No first meeting was on record in time."),
                ProtectionState.Expired => (
                    "The protection has ended.",
                    facts.State is RegistrationState.Converted ? "The deal runs on unprotected." : "You may register the company again."
                ),
                _ => ("Approved.", "We are opening the deal in our CRM."),
            },
            RegistrationState.Rejected => ("Not accepted as it stands.", "You may mend it and register again."),
            RegistrationState.Declined => ("Declined.", "You may appeal within 10 days; your partner manager knows how."),
            RegistrationState.Won => ("Won. Congratulations.", "The deal stays yours for good."),
            RegistrationState.Lost => ("Lost.", "The deal was closed without an order."),
            RegistrationState.Withdrawn => ("Withdrawn.", "You may register the company again."),
            _ => throw new ArgumentOutOfRangeException(nameof(facts)),
        };
    }

    /// <summary>The last day of a window that ends before <paramref name="end"/>.</summary>
    public static string LastDay(DateTimeOffset end, string zone) =>
        Words.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end.AddTicks(-1), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime));
}

/// <summary>What the status sentence depends on: nothing of the vendor's data.</summary>
internal sealed record StatusFacts(
    RegistrationState State,
    ProtectionState Protection,
    string Company,
    DateTimeOffset? Due,
    DateTimeOffset? End,
    DateTimeOffset? HoldBy,
    string Zone
);
