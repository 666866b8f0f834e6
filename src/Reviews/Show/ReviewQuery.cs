using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Reviews.Work;
using Entente.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Show;

public sealed record GoalLine(Guid Id, int Version, string Words, decimal Target, string Unit, decimal? Actual);

/// <param name="Who">The owner's name; null: nobody knows them any more.</param>
/// <param name="Given">A task came of it.</param>
public sealed record DecisionLine(Guid Id, int Version, string Words, PersonId Owner, string? Who, DateOnly Due, bool Given);

/// <summary>What both sides read of a review. It does not know the vendor's note, nor what is the vendor's alone.</summary>
public sealed record ReviewFace(
    string Number,
    string Partner,
    Quarter Quarter,
    ReviewState State,
    DateOnly PlannedOn,
    string Summary,
    string? PreparedBy,
    DateTimeOffset PreparedAt,
    DateTimeOffset GatheredAt,
    DateTimeOffset? HeldAt,
    IReadOnlyList<SheetPart> Parts,
    IReadOnlyList<GoalLine> Goals,
    IReadOnlyList<DecisionLine> Decisions
)
{
    internal static async Task<ReviewFace> Of(
        Review review,
        string partner,
        IReadOnlyList<SheetPart> parts,
        AccessApi access,
        CancellationToken ct
    )
    {
        var people = await access.People(review.Decisions.Select(d => d.OwnerId).Append(review.PreparedBy ?? default).Distinct(), ct);
        return new(
            review.Number,
            partner,
            review.Quarter,
            review.State,
            review.PlannedOn,
            review.Summary,
            review.PreparedBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
            review.PreparedAt,
            review.GatheredAt,
            review.HeldAt,
            parts,
            [
                .. review
                    .Goals.OrderBy(g => g.Id.Value)
                    .Select(g => new GoalLine(g.Id.Value, g.Version, g.Words, g.Target, g.Unit, g.Actual)),
            ],
            [
                .. review
                    .Decisions.OrderBy(d => d.DueOn)
                    .ThenBy(d => d.Id.Value)
                    .Select(d => new DecisionLine(
                        d.Id.Value,
                        d.Version,
                        d.Words,
                        d.OwnerId,
                        people.GetValueOrDefault(d.OwnerId)?.Name,
                        d.DueOn,
                        d.Given
                    )),
            ]
        );
    }
}

/// <summary>A review as staff read it.</summary>
/// <param name="NotRead">Parts that the reader's role does not include.</param>
/// <param name="People">Who can own a decision, for the form.</param>
public sealed record ReviewView(
    ReviewId Id,
    int Version,
    ReviewFace Face,
    PartnerId Partner,
    string Note,
    string Why,
    string? HeldBy,
    int NotRead,
    IReadOnlyList<Option> People
);

/// <summary>One review for staff. Of what the rooms told they read what their role includes.</summary>
public sealed class ReviewQuery(EntenteDb db, Actor actor, AccessApi access, PartnersApi partners)
{
    public async Task<ReviewView?> Load(string number, CancellationToken ct)
    {
        if (
            !actor.IsStaff
            || !actor.May(Permissions.ReadPartners)
            || await db.Set<Review>()
                .AsNoTracking()
                .Include(r => r.Goals)
                .Include(r => r.Decisions)
                .AsSplitQuery()
                .SingleOrDefaultAsync(r => r.Number == number, ct)
                is not { } review
        )
            return null;
        var all = (await db.Set<ReviewSheet>().AsNoTracking().SingleAsync(s => s.ReviewId == review.Id && !s.Outside, ct)).Read();
        var note = Refusals.ReadsWhole(actor)
            ? await db.Set<ReviewNote>().Where(n => n.ReviewId == review.Id).Select(n => n.Text).SingleAsync(ct)
            : "";
        var held = review.HeldBy is { } by ? (await access.People([by], ct)).GetValueOrDefault(by)?.Name : null;
        var name = (await partners.Get(review.PartnerId, ct))?.Name ?? "A partner";
        return new(
            review.Id,
            review.Version,
            await ReviewFace.Of(review, name, Reading.ForStaff(all, actor.May, actor.Scope is not null), access, ct),
            review.PartnerId,
            note,
            review.Why,
            held,
            all.Count(p => !p.Reads.All(actor.May)),
            review.State.IsOpen() && Refusals.May(actor)
                ?
                [
                    .. (await ReviewPeople.Of(access, review.PartnerId, ct)).Select(m => new Option(
                        m.Person.Id.Short(),
                        m.Side is MemberSide.Staff ? $"Us: {m.Person.Name}" : $"{name}: {m.Person.Name}"
                    )),
                ]
                : []
        );
    }
}
