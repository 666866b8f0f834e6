using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Review;

/// <summary>Reads what a registration has besides its first review, for whoever decides it.</summary>
public sealed class ReviewMoreQuery(Actor actor)
{
    internal ReviewMore Of(Registration r, HoldingFacts holding, Terms terms, DateTimeOffset now, Func<PersonId, string?> name)
    {
        var last = r.Versions.MaxBy(v => v.At);
        return new()
        {
            Undo = r.MayUndo(now) && r.DecidedBy == actor.Person ? (r.DecisionNo, r.AnnounceAt!.Value) : null,
            Again = r.State.IsUndecided() ? Again(r, terms) : null,
            Changes = last?.Read() ?? [],
            ChangedAt = last?.At,
            Extension = r.AskedExtension is { } asked
                ? new(asked.Words, asked.AskedAt, r.ExtensionsUsed, terms.Policy.Extending.Most, terms.Policy.Extending.Days)
                : null,
            Appeal = r.OpenAppeal is { } appeal ? Appeal(appeal, terms, now, name) : null,
            Confirmed = [.. r.Challenges.Select(c => new ReviewConfirmation(c.ContactName, c.ContactEmail, c.ConfirmedOn, c.Words))],
            CanRelease = Partnering.NotProtected(r, now) is null,
            Evidence = Evidence(r, terms, now),
            Hoarding = Hoarding.Score(holding, terms.Policy.Quota),
        };
    }

    private static string? Evidence(Registration r, Terms terms, DateTimeOffset now) =>
        Partnering.NotProtected(r, now) is null && r.EvidenceBy is { } by && by < r.ProtectedUntil
            ? $"Without evidence by {ClaimWords.LastDay(by, terms.Zone)} it {(r.EvidenceTakes is > 0 and var days ? $"ends {RuleValues.Days(days)} sooner" : "is released")}."
            : null;

    private ReviewAppeal Appeal(Appeal appeal, Terms terms, DateTimeOffset now, Func<PersonId, string?> name)
    {
        var clock = appeal.Clock(terms.Calendar);
        return new(
            appeal.Words,
            [.. appeal.Read().Select(a => (a.Kind.Words(), a.Text))],
            appeal.At,
            appeal.DueAt,
            clock.Left(now),
            clock.Promise,
            appeal.AgainstBy is { } by ? name(by) : null,
            appeal.AgainstBy is null || appeal.AgainstBy != actor.Person
        );
    }

    private static string? Again(Registration r, Terms terms) =>
        r.ReviewCause switch
        {
            ReviewCause.SentAgain when r.ClaimedAt == r.SubmittedAt =>
                $"Mended and sent again in time, so the claim keeps its date: {Words.Moment(r.ClaimedAt, terms.Zone)}.",
            ReviewCause.SentAgain => $"Mended and sent again. The claim counts from {Words.Moment(r.ClaimedAt, terms.Zone)}.",
            ReviewCause.Changed => "A change of what was approved. If you decline it, the claim stands as it was approved.",
            ReviewCause.Elevated when r.StandsAs is not null =>
                "A lead that is to become a deal. If you decline it, it stays the protected lead it is.",
            ReviewCause.Appeal => "An appeal was won, so it is decided anew.",
            _ => null,
        };
}
