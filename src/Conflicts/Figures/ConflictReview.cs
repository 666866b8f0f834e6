using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Figures;

/// <summary>
/// A partner's quarter in conflicts, in numbers alone: nobody is named. How many there were and from what they came is the vendor's, for a partner may
/// not know of its rivals; it reads of those that were settled with a letter to it.
/// </summary>
internal sealed class ConflictReview(EntenteDb db, RegistrationsApi registrations) : IReviewPart
{
    public async Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct)
    {
        var (partner, from, to) = (asked.Partner, asked.Before.Begins, asked.Ends);
        // The scope of whoever makes the review is lifted: it counts, and names neither a case nor a party.
        var cases = await db.Set<ConflictCase>()
            .IgnoreQueryFilters([Fences.Scope])
            .Where(c => c.OpenedAt >= from && c.OpenedAt < to && c.Sides.Any(s => s.PartnerId == partner))
            .Select(c => new
            {
                c.Kind,
                c.Cause,
                c.OpenedAt,
                c.ResolvedAt,
                c.End,
                Taken = c.AcknowledgedAt != null,
                Appeals = c.Appeals.Count,
                Upheld = c.Appeals.Count(a => a.Upheld == true),
            })
            .ToListAsync(ct);
        var letters = await db.Set<CaseLetter>()
            .IgnoreQueryFilters([Fences.Scope])
            .Where(l => l.PartnerId == partner && l.At >= from && l.At < to)
            .Join(
                db.Set<ConflictCase>(),
                l => new { l.WorkspaceId, Id = l.CaseId },
                c => new { c.WorkspaceId, c.Id },
                (l, c) =>
                    new
                    {
                        l.CaseId,
                        l.At,
                        c.OpenedAt,
                    }
            )
            .ToListAsync(ct);
        var appeals = await db.Set<CaseAppeal>()
            .Where(a => a.PartnerId == partner && a.At >= from && a.At < to)
            .Select(a => a.At)
            .ToListAsync(ct);
        var complaints = await db.Set<Complaint>()
            .IgnoreQueryFilters([Fences.Scope])
            .Where(c => c.PartnerId == partner && c.At >= from && c.At < to)
            .Select(c => new { c.At, c.Upheld })
            .ToListAsync(ct);
        // Told without any too: that a part is there must not say that there is a conflict.
        var (now, was) = (await Made(asked), await Made(asked.Before));
        // The first letter of a case counts: it settled it.
        var told = letters.GroupBy(l => l.CaseId).Select(g => g.MinBy(l => l.At)!).ToList();
        return new("conflicts", 40, "Conflicts", [Permissions.ReadRegistrations])
        {
            Figures =
            [
                new("Conflicts", ReviewValue.Count(now.Cases), ReviewValue.Count(was.Cases)) { MoreIsGood = false, Vendor = true },
                new("For each hundred registrations", Rate(now.Rate), Rate(was.Rate)) { MoreIsGood = false, Vendor = true },
                new("Days to resolution", Days(now.Median), Days(was.Median))
                {
                    MoreIsGood = false,
                    Vendor = true,
                    Note = "From its opening to its end; the middle one.",
                },
                new("Still open", ReviewValue.Count(now.Open)) { MoreIsGood = false, Vendor = true },
                new(
                    "Settled by a letter",
                    ReviewValue.Count(told.Count(l => asked.Holds(l.At))),
                    ReviewValue.Count(told.Count(l => asked.Before.Holds(l.At)))
                ),
                new(
                    "Appeals",
                    ReviewValue.Count(appeals.Count(a => asked.Holds(a))),
                    ReviewValue.Count(appeals.Count(a => asked.Before.Holds(a)))
                ),
                new(
                    "Complaints about fairness",
                    ReviewValue.Count(complaints.Count(c => asked.Holds(c.At))),
                    ReviewValue.Count(complaints.Count(c => asked.Before.Holds(c.At)))
                )
                {
                    MoreIsGood = false,
                },
                new(
                    "Of them upheld",
                    ReviewValue.Count(complaints.Count(c => c.Upheld is true && asked.Holds(c.At))),
                    ReviewValue.Count(complaints.Count(c => c.Upheld is true && asked.Before.Holds(c.At)))
                )
                {
                    MoreIsGood = false,
                },
            ],
            Tables =
            [
                new(
                    "Where they came from",
                    [new("Cause"), new("Conflicts"), new("Decided"), new("Fell away"), new("Days to resolution")],
                    [
                        .. now.Causes.Select(c => new ReviewRow([
                            ReviewValue.Words(c.Cause.Words()),
                            ReviewValue.Count(c.Cases),
                            ReviewValue.Count(c.Decided),
                            ReviewValue.Count(c.Avoided),
                            Days(c.Median),
                        ])),
                    ]
                )
                {
                    Vendor = true,
                },
            ],
        };

        async Task<Rules.Figures> Made(ReviewAsked of) =>
            CaseFigures.Of(
                [
                    .. cases
                        .Where(c => of.Holds(c.OpenedAt))
                        .Select(c => new CaseFact(c.Kind, c.Cause, c.OpenedAt, c.ResolvedAt, c.End, c.Taken, c.Appeals, c.Upheld)),
                ],
                await registrations.Received(partner, of.Begins, of.Ends, ct)
            );
    }

    private static ReviewValue? Rate(decimal? rate) => rate is { } one ? new(ReviewUnit.Count, one) : null;

    private static ReviewValue? Days(TimeSpan? span) => span is { } one ? ReviewValue.Median([one]) : null;
}
