using Entente.Collaboration.Notifications.Rules;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Mails;

// After the first decision: changes, extensions, silence, appeals.
internal static partial class MailTexts
{
    public static PartnerMail Reopened(Registration r, string zone) =>
        new(
            NoticeEvents.Received,
            $"reopened:{r.Number}:{r.ReviewFrom.ToUnixTimeSeconds()}",
            r.ReviewCause is ReviewCause.SentAgain
                ? $"{r.Number}: we have the new version of your registration of {r.Company}"
                : $"{r.Number}: we look at your change",
            r.ReviewCause is ReviewCause.SentAgain ? "We have the new version." : "We look at your change.",
            [
                r.ReviewCause is ReviewCause.SentAgain
                    ? $"A person compares it with the first one and answers with a reason. Your claim counts from {Words.Moment(r.ClaimedAt, zone)}."
                    : "Until it is decided, everything stands as it was approved, and your protection runs on.",
            ],
            [new("company", "Company", r.Company), .. Due(r, zone)],
            "Follow this registration"
        );

    public static PartnerMail ChangeRefused(Registration r) =>
        new(
            NoticeEvents.Decided,
            Decision("change-refused", r),
            $"{r.Number}: your change was not accepted",
            ClaimWords.ChangeRefused(r.Refusal!.Value),
            Noted(r, []),
            [new("company", "Company", r.Company), new("reason", "Reason", r.Refusal.Value.PartnerText())],
            "See the registration"
        );

    public static PartnerMail Extended(Registration r, ProtectionExtension extension, string zone) =>
        new(
            NoticeEvents.ProtectionChanged,
            $"extended:{r.Number}:{r.ProtectedUntil:yyyyMMdd}",
            $"{r.Number}: {r.Company} is protected for longer",
            $"Your protection of {r.Company} now holds until {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}.",
            extension.AnsweredBy is null ? ["It was extended by itself, because progress is on record."] : Said(extension.Note),
            [new("protected_until", "Protected until", ClaimWords.LastDay(r.ProtectedUntil.Value, zone))],
            "See the deal"
        );

    public static PartnerMail ExtensionRefused(Registration r, ProtectionExtension extension, ExtensionRules rules, string zone) =>
        new(
            NoticeEvents.ProtectionChanged,
            $"extension-refused:{r.Number}:{extension.Id.Value:N}",
            $"{r.Number}: the protection of {r.Company} is not extended",
            $"We do not extend it now. It holds until {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}.",
            [
                .. Said(extension.Note),
                .. r.ExtensionsUsed < rules.Most
                    ? (string[])["A meeting held or a proposal sent, put on record, extends it by itself when its end is near."]
                    : [],
            ],
            [new("protected_until", "Protected until", ClaimWords.LastDay(r.ProtectedUntil.Value, zone))],
            "See the deal"
        );

    public static PartnerMail Silent(Registration r, string zone) =>
        new(
            NoticeEvents.Silent,
            $"silent:{r.Number}:{r.QuietBy:yyyyMMdd}",
            $"{r.Number}: how is it going with {r.Company}?",
            $"We have not heard from you since {ClaimWords.LastDay(r.LastActAt.AddTicks(1), zone)}.",
            [$"Write us a line by {ClaimWords.LastDay(r.QuietBy!.Value, zone)}; without one the protection is released."],
            [new("company", "Company", r.Company)],
            "Tell us"
        )
        {
            By = r.QuietBy,
        };

    public static PartnerMail Unproven(Registration r, string zone) =>
        new(
            NoticeEvents.Silent,
            $"unproven:{r.Number}:{r.EvidenceBy:yyyyMMdd}",
            $"{r.Number}: show us how it goes with {r.Company}",
            $"No evidence is on record that {r.Company} moves forward.",
            [
                $"Put a meeting or a proposal on record by {ClaimWords.LastDay(r.EvidenceBy!.Value, zone)}; without one {(r.EvidenceTakes is > 0 and var days ? $"your protection ends {RuleValues.Days(days)} sooner" : "your protection is released")}. A line of text alone is not enough.",
            ],
            [
                new("company", "Company", r.Company),
                new("protected_until", "Protected until", ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)),
            ],
            "Put it on record"
        )
        {
            By = r.EvidenceBy,
        };

    public static PartnerMail Shortened(Registration r, string zone) =>
        new(
            NoticeEvents.ProtectionChanged,
            $"shortened:{r.Number}:{r.ProtectedUntil:yyyyMMdd}",
            $"{r.Number}: the protection of {r.Company} ends sooner",
            $"Your protection of {r.Company} now holds until {ClaimWords.LastDay(r.ProtectedUntil!.Value, zone)}.",
            [
                "No evidence came on record in time, so it ends sooner.",
                "A meeting held or a proposal sent, put on record, keeps what is left.",
            ],
            [new("protected_until", "Protected until", ClaimWords.LastDay(r.ProtectedUntil.Value, zone))],
            "Put it on record"
        );

    public static PartnerMail Appealed(Registration r, Appeal appeal, string zone) =>
        new(
            NoticeEvents.AppealNews,
            $"appealed:{r.Number}:{appeal.Id.Value:N}",
            $"{r.Number}: we have your appeal",
            "We have your appeal.",
            ["Somebody who did not decide first looks at it, with what you sent, and answers with a reason."],
            [new("company", "Company", r.Company), new("due_at", "Answer by", Words.Moment(appeal.DueAt, zone))],
            "Follow this registration"
        );

    public static PartnerMail AppealAnswered(Registration r, Appeal appeal) =>
        new(
            NoticeEvents.AppealNews,
            $"appeal-answered:{r.Number}:{appeal.Id.Value:N}",
            $"{r.Number}: {(appeal.Outcome is AppealOutcome.Overturned ? "your appeal was successful" : "the decision stands")}",
            appeal.Outcome is AppealOutcome.Overturned
                ? "Your appeal was successful. Your registration is decided anew, with the date it had."
                : "We looked at it again, and the decision stands.",
            Said(appeal.Answer),
            [new("company", "Company", r.Company)],
            "See the registration"
        );

    private static IReadOnlyList<string> Said(string? words) => words is null ? [] : [words];
}
