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
        $"Not accepted as it stands. {reason.PartnerText()} You may mend it and send it again on the same page.";

    public static string ChangeRefused(RefusalReason reason) =>
        $"Your change was not accepted. {reason.PartnerText()} Your registration stands as it was approved.";

    public static string Released(ReleaseCause? cause) =>
        cause switch
        {
            ReleaseCause.Silence => "We had not heard from you for a long time.",
            ReleaseCause.NoEvidence => "No evidence of how it goes came on record in time.",
            ReleaseCause.Reassigned => "We decided that somebody else leads on this customer.",
            ReleaseCause.NoFirstMeeting => "No first meeting was on record in time.",
            _ => "The claim ended.",
        };

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
                facts.Changed ? "We are looking at your change. Until then everything stands as it was." : "We are looking at it.",
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
                    facts.EvidenceBy is { } evidence
                        ? $"Put a meeting or a proposal on record by {LastDay(evidence, zone)}{(facts.EvidenceTakes > 0 ? "" : " to keep it")}; we keep the others out."
                        : "Move the deal forward; we keep the others out."
                ),
                ProtectionState.Released => ("The protection was released.", Released(facts.Released) + Again(facts)),
                ProtectionState.Expired => (
                    "The protection has ended.",
                    (facts.State is RegistrationState.Converted ? "The deal runs on unprotected." : "Its window is over.") + Again(facts)
                ),
                _ => ("Approved.", "We are opening the deal in our CRM."),
            },
            RegistrationState.Rejected => (
                "Not accepted as it stands.",
                "Mend what is missing and send it again on this page." + Appeal(facts)
            ),
            RegistrationState.Declined => (
                "Declined.",
                facts.Appealed is not null || facts.AppealUntil is not null ? Appeal(facts).TrimStart() : "This decision is final."
            ),
            RegistrationState.Won => ("Won. Congratulations.", "The deal stays yours for good."),
            RegistrationState.Lost => ("Lost.", "The deal was closed without an order."),
            RegistrationState.Withdrawn => ("Withdrawn.", "You may register the company again."),
            _ => throw new ArgumentOutOfRangeException(nameof(facts)),
        };
    }

    private static string Again(StatusFacts facts) =>
        facts.AgainFrom is { } from ? $" You may register the company again from {Words.Day(from)}." : "";

    private static string Appeal(StatusFacts facts) =>
        facts.Appealed is { } due ? $" Your appeal is with us; somebody else answers it by {Words.Moment(due, facts.Zone)}."
        : facts.AppealUntil is { } until ? $" You may appeal until {LastDay(until, facts.Zone)}."
        : "";

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
)
{
    public ReleaseCause? Released { get; init; }

    /// <summary>Until when evidence must come; null: it need not before the end.</summary>
    public DateTimeOffset? EvidenceBy { get; init; }

    /// <summary>So many days are lost without it; 0: all.</summary>
    public int EvidenceTakes { get; init; }

    /// <summary>A change of an approved claim is in review.</summary>
    public bool Changed { get; init; }

    /// <summary>The first day on which the partner may register the company again; null: any.</summary>
    public DateOnly? AgainFrom { get; init; }

    /// <summary>When an open appeal is due; null: there is none.</summary>
    public DateTimeOffset? Appealed { get; init; }

    /// <summary>Until when it may be appealed against; null: not.</summary>
    public DateTimeOffset? AppealUntil { get; init; }
}
