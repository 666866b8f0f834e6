using Entente.Access;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Values;

namespace Entente.Plans.Show;

/// <param name="Who">A person's name; null: nobody is named.</param>
/// <param name="MayTick">Whether whoever reads is offered the tick.</param>
public sealed record ItemLine(
    PlanItemId Id,
    int Version,
    string Title,
    PlanSide Side,
    PersonId? Owner,
    string? Who,
    DateOnly Due,
    bool WantsEvidence,
    string Evidence,
    ItemState State,
    string? DoneBy,
    DateTimeOffset? DoneAt,
    bool Overdue,
    bool MayTick
);

public sealed record RiskLine(Guid Id, int Version, string Words, RiskSeverity Severity, string Answer, bool Open);

/// <param name="VendorBy">Who signed for the vendor; null: nobody yet.</param>
public sealed record TargetLine(
    Guid Id,
    int Version,
    string Words,
    decimal Amount,
    string Unit,
    string? VendorBy,
    DateTimeOffset? VendorAt,
    string? PartnerBy,
    DateTimeOffset? PartnerAt
);

/// <summary>What both sides read of a plan. It does not know the vendor's own note, nor what the CRM calls the deal.</summary>
public sealed record PlanSheet(
    int Version,
    int Terms,
    string Number,
    string Title,
    PlanState State,
    PlanMotion? Motion,
    DateOnly StartsOn,
    bool OnPartner,
    string JointValue,
    string VendorDays,
    string PartnerDays,
    PlanStanding Standing,
    IReadOnlyList<ItemLine> Items,
    IReadOnlyList<RiskLine> Risks,
    IReadOnlyList<TargetLine> Targets,
    string? AgreedBy,
    DateTimeOffset? AgreedAt,
    bool ChangedSince,
    string Why
)
{
    /// <summary>What it would take to agree to it is there.</summary>
    public bool AllSigned => Targets.All(t => t is { VendorAt: not null, PartnerAt: not null });

    /// <param name="outside">For a partner's people.</param>
    internal static async Task<PlanSheet> Of(
        ActionPlan plan,
        AccessApi access,
        PlanDay day,
        Func<PlanItem, bool> mayTick,
        bool outside,
        CancellationToken ct
    )
    {
        var people = await access.People(
            [
                .. plan
                    .Items.SelectMany(i => new[] { i.OwnerId, i.DoneBy })
                    .Concat(plan.Targets.SelectMany(t => new[] { t.VendorBy, t.PartnerBy }))
                    .Append(plan.AgreedBy)
                    .OfType<PersonId>()
                    .Distinct(),
            ],
            ct
        );
        string? Name(PersonId? person) => person is { } id ? people.GetValueOrDefault(id)?.Name : null;
        // Outside, the vendor's people are named where they own or signed something, not for each tick.
        var theirs = outside
            ? (await access.Members([.. plan.Items.Select(i => i.DoneBy).OfType<PersonId>().Distinct()], ct))
                .Where(m => m.Side is MemberSide.Partner)
                .Select(m => m.Person.Id)
                .ToHashSet()
            : null;
        return new(
            plan.Version,
            plan.Terms,
            plan.Number,
            plan.Title,
            plan.State,
            plan.Motion,
            plan.StartsOn,
            plan.OpportunityId is null,
            plan.JointValue,
            plan.VendorDays,
            plan.PartnerDays,
            PlanStanding.At([.. plan.Items.Select(i => i.Fact)], [.. plan.Risks.Select(r => r.Fact)], day.Today, day.Calendar),
            [
                .. plan
                    .Items.OrderBy(i => i.DueOn)
                    .ThenBy(i => i.Order)
                    .Select(i => new ItemLine(
                        i.Id,
                        i.Version,
                        i.Title,
                        i.Side,
                        i.OwnerId,
                        Name(i.OwnerId),
                        i.DueOn,
                        i.WantsEvidence,
                        i.Evidence,
                        i.State,
                        theirs is null || i.DoneBy == i.OwnerId || (i.DoneBy is { } by && theirs.Contains(by)) ? Name(i.DoneBy) : null,
                        i.DoneAt,
                        plan.State.IsLive() && i.State is ItemState.Open && i.DueOn < day.Today,
                        plan.State.IsLive() && mayTick(i)
                    )),
            ],
            [
                .. plan
                    .Risks.OrderByDescending(r => r.Open)
                    .ThenByDescending(r => r.Severity)
                    .ThenBy(r => r.Id.Value)
                    .Select(r => new RiskLine(r.Id.Value, r.Version, r.Words, r.Severity, r.Answer, r.Open)),
            ],
            [
                .. plan
                    .Targets.OrderBy(t => t.Id.Value)
                    .Select(t => new TargetLine(
                        t.Id.Value,
                        t.Version,
                        t.Words,
                        t.Amount,
                        t.Unit,
                        Name(t.VendorBy),
                        t.VendorAt,
                        Name(t.PartnerBy),
                        t.PartnerAt
                    )),
            ],
            Name(plan.AgreedBy),
            plan.AgreedAt,
            plan.ChangedSince,
            plan.Why
        );
    }
}
