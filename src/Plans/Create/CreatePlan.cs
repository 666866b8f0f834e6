using System.Globalization;
using Entente.Access;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Plans.Templates;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Create;

/// <summary>A plan as somebody typed it; anything may be missing or wrong.</summary>
/// <param name="Template">A motion; empty: an empty plan.</param>
/// <param name="Starts">The day from which the template counts; empty: today.</param>
public sealed record PlanInput(
    PartnerId? Partner,
    OpportunityId? Opportunity,
    string? Template,
    string? Title,
    string? Starts,
    string? SubmissionId
);

/// <summary>Staff begin a plan, from a template or empty. It is a draft: the partner sees it once it is shared.</summary>
public sealed class CreatePlan(
    EntenteDb db,
    Actor actor,
    TimeProvider clock,
    Numbers numbers,
    PartnersApi partners,
    PipelineApi pipeline,
    TemplateShelf shelf,
    ClaimContests contests
)
{
    /// <returns>Its number: <c>MAP-12</c>. Sent twice, the first one's.</returns>
    public async Task<Result<string>> Run(PlanInput input, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (input.Partner is not { } id || await partners.Get(id, ct) is not { } partner)
            return Refusals.NoPartner;
        if (input.Opportunity is { } deal && !await HasPart(deal, id, ct))
            return Refusals.NoDeal;
        var (now, calendar) = (clock.GetUtcNow(), (await contests.Terms(ct)).Calendar);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var title = PlanText.Line(input.Title, "title", "Give the plan a title.", wrong);
        var starts = string.IsNullOrWhiteSpace(input.Starts) ? calendar.DateAt(now) : PlanForm.ReadDay(input.Starts);
        if (starts is null)
            wrong["starts"] = "Give the day on which it starts.";
        var motion = PlanLooks.MotionOf(input.Template);
        if (motion is null && !string.IsNullOrEmpty(input.Template))
            wrong["template"] = "Choose a template, or none.";
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        var sent = TypedText.Token(input.SubmissionId, 80);
        var template = motion is { } of ? (await shelf.Of(of, ct)).Template : null;
        var number = "MAP-" + (await numbers.Next("action_plan", 1, ct)).ToString(CultureInfo.InvariantCulture);
        await using var held = await db.Hold([$"action-plan-made:{sent ?? number}"], ct);
        if (
            sent is not null
            && await db.Set<ActionPlan>()
                .IgnoreQueryFilters([Fences.Scope])
                .Where(p => p.SubmissionId == sent)
                .Select(p => p.Number)
                .SingleOrDefaultAsync(ct)
                is { } first
        )
            return first;
        var plan = ActionPlan.Begin(new(partner.Id, input.Opportunity, motion, title, starts!.Value, sent), number, actor.Person, now);
        foreach (var item in template?.Items ?? [])
            plan.Add(new(item.Title, item.Side, null, PlanDates.Due(starts.Value, item.Days, calendar), item.Evidence), now);
        db.Add(plan);
        await held.Save(ct);
        return number;
    }

    // Of a deal that is there, and that whoever asks may read.
    private async Task<bool> HasPart(OpportunityId deal, PartnerId partner, CancellationToken ct) =>
        (actor.Kind is ActorKind.System || actor.May(Permissions.ReadPipeline))
        && await pipeline.Get(deal, ct) is { Gone: false } card
        && card.Partners.Any(p => p.Partner == partner);
}
