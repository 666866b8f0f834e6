using Entente.Collaboration.Notifications.Rules;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Mails;

/// <summary>What a mail to a partner says: what happened, why, what to do by when.</summary>
internal sealed record PartnerMail(
    NoticeEvent Event,
    string Once,
    string Subject,
    string Verdict,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<MailFact> Facts,
    string Button
)
{
    /// <summary>Until when the reader has to act; null: nothing runs out.</summary>
    public DateTimeOffset? By { get; init; }

    /// <summary>It answers what came in, where that came by mail.</summary>
    public bool Answers { get; init; }
}

/// <summary>A line of the mail. <paramref name="Field"/> names it for the safelist: what the reader may not see is left out.</summary>
internal sealed record MailFact(string Field, string Label, string Value);

/// <summary>The words of the mails to partners. Pure; sentences that also stand on pages come from <see cref="ClaimWords"/>.</summary>
internal static partial class MailTexts
{
    public static PartnerMail Acknowledged(Registration r, string zone) =>
        new(
            NoticeEvents.Received,
            $"acknowledged:{r.Number}",
            $"{r.Number}: we have your registration of {r.Company}",
            $"We have your registration {r.Number}.",
            ["Thank you. We look at it and answer with a reason.", "You can follow it with the button below, without a password."],
            [new("company", "Company", r.Company), .. Due(r, zone)],
            "Follow this registration"
        )
        {
            Answers = true,
        };

    public static PartnerMail Approved(Registration r, string zone) =>
        new(
            NoticeEvents.Decided,
            Decision("approved", r),
            $"{r.Number}: approved, {r.Company} is yours",
            r.NextStepAt is null
                ? ClaimWords.Approved(r.Company, r.ProtectedUntil!.Value, r.HoldBy!.Value, zone)
                : $"Approved. {r.Company} is yours until {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}.",
            Noted(
                r,
                r.NextStepAt is null
                    ? "We are opening the deal in our CRM. Log the first meeting with the button below: without it the protection ends early."
                    : "What you changed is in force, and your protection runs on."
            ),
            [
                new("company", "Company", r.Company),
                new("protected_until", "Protected until", ClaimWords.LastDay(r.ProtectedUntil.Value, zone)),
                .. r.NextStepAt is null
                    ? [new("next_step", "First meeting by", ClaimWords.LastDay(r.HoldBy!.Value, zone))]
                    : (MailFact[])[],
                .. r.Prices?.Band is { } band ? [new("prices", "Discount", band.Words())] : (MailFact[])[],
                .. r.PricesUntil is { } held ? [new("prices", "Prices held until", ClaimWords.LastDay(held, zone))] : (MailFact[])[],
            ],
            r.NextStepAt is null ? "Log the first meeting" : "See the deal"
        )
        {
            By = r.NextStepAt is null ? r.HoldBy : null,
        };

    public static PartnerMail Refused(Registration r, IReadOnlyList<string> findings, DateTimeOffset appealUntil, string zone) =>
        new(
            NoticeEvents.Decided,
            Decision("refused", r),
            $"{r.Number}: {(r.State is RegistrationState.Declined ? "declined" : "not accepted as it stands")}",
            r.State is RegistrationState.Declined ? ClaimWords.Declined(r.Refusal!.Value) : ClaimWords.Rejected(r.Refusal!.Value),
            Noted(
                r,
                [
                    .. findings,
                    .. r.State is RegistrationState.Rejected
                        ? (string[])["Mend it and send it again with the button below; you need not begin anew."]
                        : [],
                    $"If you see it differently, appeal until {ClaimWords.LastDay(appealUntil, zone)} with what shows it: an invitation, notes, a proposal. Somebody else looks at it.",
                ]
            ),
            [new("company", "Company", r.Company), new("reason", "Reason", r.Refusal.Value.PartnerText())],
            "See the registration"
        )
        {
            By = appealUntil,
        };

    public static PartnerMail NeedsInfo(Registration r, InfoRequest question, string zone) =>
        new(
            NoticeEvents.Asked,
            $"needs-info:{r.Number}:{question.Id.Value:N}",
            $"{r.Number}: we need something from you",
            ClaimWords.NeedsInfo(question.Topic),
            [question.Question, "Our clock stands still until you answer. Without an answer the registration is withdrawn."],
            [
                new("company", "Company", r.Company),
                new("next_step", "Answer by", r.WaitsUntil is { } until ? ClaimWords.LastDay(until, zone) : "soon"),
            ],
            "Answer"
        )
        {
            By = r.WaitsUntil,
        };

    public static PartnerMail ProtectionEnds(Registration r, int days, string zone) =>
        new(
            NoticeEvents.ProtectionEnding,
            $"protection:{r.Number}:{days}:{r.ProtectedUntil:yyyyMMdd}",
            $"{r.Number}: {r.Company} is protected for {Days(days)} more",
            $"Your protection of {r.Company} ends in {Days(days)}.",
            ["Move the deal forward, or tell your partner manager what is still to come."],
            [new("protected_until", "Protected until", ClaimWords.LastDay(r.ProtectedUntil!.Value, zone))],
            "See the deal"
        )
        {
            By = r.ProtectedUntil,
        };

    public static PartnerMail ProtectionEnded(Registration r)
    {
        var released = r.Protection is ProtectionState.Released;
        return new(
            NoticeEvents.ProtectionChanged,
            $"protection-over:{r.Number}:{r.ProtectedUntil:yyyyMMdd}",
            $"{r.Number}: the protection of {r.Company} {(released ? "was released" : "has ended")}",
            released ? "The protection was released." : "The protection has ended.",
            [
                released
                    ? $"{ClaimWords.Released(r.Released)} Others may now register this company."
                    : "Its window is over; others may now register this company.",
            ],
            [new("company", "Company", r.Company)],
            "See the registration"
        );
    }

    public static PartnerMail Withdrawn(Registration r, string why) =>
        new(
            NoticeEvents.Decided,
            $"withdrawn:{r.Number}",
            $"{r.Number}: withdrawn",
            $"Your registration {r.Number} was withdrawn.",
            [why + ".", "You may register the company again."],
            [new("company", "Company", r.Company)],
            "See the registration"
        );

    // The first decision keeps the name it always had; a later one is another mail.
    private static string Decision(string what, Registration r) =>
        r.DecisionNo <= 1 ? $"{what}:{r.Number}" : $"{what}:{r.Number}:{r.DecisionNo}";

    private static IEnumerable<MailFact> Due(Registration r, string zone) =>
        r.DueAt is { } due ? [new("due_at", "Answer by", Words.Moment(due, zone))] : [];

    private static IReadOnlyList<string> Noted(Registration r, params IReadOnlyList<string> others) =>
        r.DecisionNote is { } note ? [note, .. others] : others;

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
