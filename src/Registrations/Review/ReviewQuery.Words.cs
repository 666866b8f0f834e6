using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Entente.Ui.Parts;

namespace Entente.Registrations.Review;

// How what was found reads on the page.
public sealed partial class ReviewQuery
{
    private static FindingView Shown(Rules.Finding f, int policy)
    {
        var cites = f.Facts.Select(x => $"{x.Label}: {x.Value}").Append($"Policy v{policy}");
        if (f.PartnerText is { } text && f.Severity is not Severity.Info)
            cites = cites.Append($"Partner reads: “{text}”");
        return new(
            f.Severity switch
            {
                Severity.Block => Verdict.Block,
                Severity.Warn => Verdict.Warn,
                _ => Verdict.Pass,
            },
            f.Title,
            f.StaffText,
            [.. cites]
        );
    }

    private static string Told(Registration r, Terms terms, DateTimeOffset now) =>
        terms.Policy.ToldAt(now, r.ReviewFrom, r.Id) is var at && at > terms.Policy.Undo.AnnounceAt(now)
            ? $"not before {Words.Moment(at, terms.Zone)}"
            : $"{Ui.Format.Count(terms.Policy.Undo.Seconds, "second")} later";

    private static ReviewRuling Shown(Ruling ruling) =>
        new(
            ruling.First.Name,
            ruling.Second.Name,
            ruling.Leader?.Name,
            [
                .. ruling.Steps.Select(s => new HierarchyStep(
                    s.Rule,
                    s.First,
                    s.Second,
                    s.Outcome switch
                    {
                        RuleOutcome.Level => StepState.Level,
                        RuleOutcome.NotReached => StepState.NotReached,
                        _ => StepState.Decides,
                    },
                    s.Outcome switch
                    {
                        RuleOutcome.First => Side.Left,
                        RuleOutcome.Second => Side.Right,
                        _ => Side.None,
                    }
                )),
            ]
        );

    private static ReviewStep Step(RegistrationStep s, string? by) =>
        new(
            by is null ? s.What : $"{s.What}, {by}",
            s.Text,
            s.At,
            s.To switch
            {
                _ when s.From == s.To => "shield",
                RegistrationState.InReview when s.Internal => "sync",
                RegistrationState.NeedsInfo => "pause",
                RegistrationState.InReview when s.From is RegistrationState.NeedsInfo => "mail",
                RegistrationState.InReview => "sync",
                RegistrationState.Approved => "check",
                RegistrationState.Declined or RegistrationState.Rejected => "block",
                RegistrationState.Converted or RegistrationState.Won or RegistrationState.Lost => "pipeline",
                _ => "registration",
            },
            s.From == s.To || s.To is RegistrationState.Submitted or RegistrationState.InReview ? null : StatusQuery.Tone(s.To)
        );

    private static string Suggested(Suggestion suggestion) =>
        suggestion switch
        {
            Suggestion.Approve => "Suggested: approve",
            Suggestion.AskInfo => "Suggested: ask for information",
            Suggestion.Decline => "Suggested: decline",
            _ => "Suggested: compare first",
        };
}
