using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Scores;

/// <summary>A partner's quarter in registrations. Of decisions only those that were told: one that can still be undone counts for nobody.</summary>
internal sealed class ClaimReview(EntenteDb db) : IReviewPart
{
    /// <summary>Days after its approval within which a claim's first meeting is looked for.</summary>
    private const int MeetingDays = 14;
    private const string Decision = "registration.decision";

    public async Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct)
    {
        var (partner, from, to) = (asked.Partner, asked.Before.Begins, asked.Ends);
        var rows = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => r.PartnerId == partner)
            .Where(r =>
                (r.SubmittedAt >= from && r.SubmittedAt < to)
                || (r.DecidedAt >= from && r.DecidedAt < to)
                || (r.ProtectionEndedAt >= from && r.ProtectionEndedAt < to)
            )
            .Select(r => new Claim(
                r.SubmittedAt,
                r.AnnouncedAt >= r.DecidedAt ? r.DecidedAt : null,
                r.Outcome == DecisionOutcome.Approved,
                r.ProtectionEndedAt,
                r.Protection,
                r.Progress.Where(p => p.Kind == ProgressKind.MeetingHeld).Select(p => (DateOnly?)p.On).Min()
            ))
            .ToListAsync(ct);
        var (now, was) = (Told.Of(rows, asked), Told.Of(rows, asked.Before));
        return new("registrations", 30, "Registrations", [Permissions.ReadRegistrations])
        {
            Figures =
            [
                new("Sent", ReviewValue.Count(now.Sent), ReviewValue.Count(was.Sent)) { MoreIsGood = true },
                new("Decided", ReviewValue.Count(now.Decided), ReviewValue.Count(was.Decided)) { Needs = [Decision] },
                new("Approved", ReviewValue.Count(now.Approved), ReviewValue.Count(was.Approved)) { MoreIsGood = true, Needs = [Decision] },
                new("Approval rate", ReviewValue.Share(now.Approved, now.Decided), ReviewValue.Share(was.Approved, was.Decided))
                {
                    MoreIsGood = true,
                    Needs = [Decision],
                },
                new("Days to a decision", now.Answer, was.Answer)
                {
                    MoreIsGood = false,
                    Needs = [Decision, "registration.decided_at"],
                    Note = "The middle one, of calendar days.",
                },
                new("First meeting within 14 days", ReviewValue.Share(now.Met, now.Due), ReviewValue.Share(was.Met, was.Due))
                {
                    MoreIsGood = true,
                    Needs = [Decision],
                    Note = "Of those approved, once the 14 days are over or the meeting was held.",
                },
                new("Protections that ran out", ReviewValue.Count(now.Ended), ReviewValue.Count(was.Ended))
                {
                    MoreIsGood = false,
                    Needs = ["registration.protected_until"],
                },
            ],
        };
    }

    private sealed record Claim(
        DateTimeOffset SentAt,
        DateTimeOffset? DecidedAt,
        bool Approved,
        DateTimeOffset? EndedAt,
        ProtectionState Protection,
        DateOnly? Met
    );

    private sealed record Told(int Sent, int Decided, int Approved, ReviewValue? Answer, int Met, int Due, int Ended)
    {
        public static Told Of(List<Claim> all, ReviewAsked asked)
        {
            var decided = all.FindAll(c => asked.Holds(c.DecidedAt));
            var approved = decided.FindAll(c => c.Approved);
            var met = approved.FindAll(c => c.Met <= LastDay(c));
            // A claim whose days still run has not failed.
            var due = approved.FindAll(c => c.Met <= LastDay(c) || LastDay(c) < asked.Today);
            return new(
                all.Count(c => asked.Holds(c.SentAt)),
                decided.Count,
                approved.Count,
                ReviewValue.Median(decided.Where(c => c.DecidedAt > c.SentAt).Select(c => c.DecidedAt!.Value - c.SentAt)),
                met.Count,
                due.Count,
                all.Count(c => asked.Holds(c.EndedAt) && c.Protection is (ProtectionState.Expired or ProtectionState.Released))
            );

            DateOnly LastDay(Claim claim) => Platform.Time.LocalTime.DateAt(claim.DecidedAt!.Value, asked.Zone).AddDays(MeetingDays);
        }
    }
}
