using System.Linq.Expressions;
using Entente.Pipeline;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Model;

/// <summary>What a plan begins with.</summary>
internal sealed record NewPlan(
    PartnerId Partner,
    OpportunityId? Opportunity,
    PlanMotion? Motion,
    string Title,
    DateOnly StartsOn,
    string? SubmissionId
);

/// <summary>
/// A mutual action plan with one partner, on the partner or on a deal in which it has a part. Until it was shared no person of the partner reaches any
/// of its rows; a restricted colleague reaches it when an item is theirs.
/// </summary>
[Subject(ActionPlanId.Kind)]
internal sealed partial class ActionPlan : Entity, IOwnable<ActionPlan>
{
    private readonly List<PlanItem> items = [];
    private readonly List<PlanRisk> risks = [];
    private readonly List<PlanTarget> targets = [];

    private ActionPlan() { }

    public ActionPlanId Id { get; private init; }

    /// <summary><c>MAP-12</c>.</summary>
    public string Number { get; private init; } = "";
    public PartnerId PartnerId { get; private init; }

    /// <summary>Null: it is on the partner as a whole.</summary>
    public OpportunityId? OpportunityId { get; private set; }

    /// <summary>Whose template it began with; null: none.</summary>
    public PlanMotion? Motion { get; private init; }
    public string Title { get; private set; } = "";
    public PlanState State { get; private set; }
    public DateOnly StartsOn { get; private init; }

    // How a plan on a partner opens.
    public string JointValue { get; private set; } = "";
    public string VendorDays { get; private set; } = "";
    public string PartnerDays { get; private set; } = "";

    /// <summary>The vendor's own; no partner's page, mail or row type knows it.</summary>
    public string Note { get; private set; } = "";
    public PersonId? CreatedBy { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Of the form it came with: sent twice, it is one plan.</summary>
    public string? SubmissionId { get; private init; }
    public DateTimeOffset? SharedAt { get; private set; }
    public DateTimeOffset? AgreedAt { get; private set; }
    public PersonId? AgreedBy { get; private set; }

    /// <summary>The <see cref="Terms"/> that were agreed to.</summary>
    public int? AgreedTerms { get; private set; }

    /// <summary>Its opening or its items are others than those that were agreed to; another target takes the yes away altogether.</summary>
    public bool ChangedSince { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string Why { get; private set; } = "";

    public IReadOnlyList<PlanItem> Items => items;
    public IReadOnlyList<PlanRisk> Risks => risks;
    public IReadOnlyList<PlanTarget> Targets => targets;

    public static Expression<Func<ActionPlan, bool>> Own(EntenteDb db) =>
        p =>
            (db.Partner == null || p.SharedAt != null)
            && (!db.OwnOnly || db.Set<PlanItem>().Any(i => i.PlanId == p.Id && i.OwnerId == db.Me));

    public static ActionPlan Begin(NewPlan input, string number, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ActionPlanId>(now),
            Number = number,
            PartnerId = input.Partner,
            OpportunityId = input.Opportunity,
            Motion = input.Motion,
            Title = input.Title,
            StartsOn = input.StartsOn,
            SubmissionId = input.SubmissionId,
            CreatedBy = by,
            CreatedAt = now,
        };
}
