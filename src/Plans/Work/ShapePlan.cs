using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Plans.Work;

/// <summary>Staff write a plan: how it opens, its items, its risks. What is changed carries the version on the page: an older one is refused.</summary>
public sealed class ShapePlan(EntenteDb db, Actor actor, TimeProvider clock, AccessApi access, Notices notices)
{
    internal const int Most = 100;

    public Task<Result> Open(string number, int seen, PlanForm form, CancellationToken ct) =>
        Run(
            number,
            (plan, wrong) =>
            {
                if (plan.Version != seen)
                    return Told(Refusals.Stale);
                var title = PlanText.Line(form.Title, "title", "Give the plan a title.", wrong);
                var onPartner = plan.OpportunityId is null;
                var (joint, vendor, partner) = (
                    PlanText.Lines(onPartner ? form.JointValue : "", "jointValue", wrong),
                    PlanText.Lines(onPartner ? form.VendorDays : "", "vendorDays", wrong),
                    PlanText.Lines(onPartner ? form.PartnerDays : "", "partnerDays", wrong)
                );
                var note = PlanText.Lines(form.Note, "note", wrong);
                if (wrong.Count == 0)
                    plan.Open(title, joint, vendor, partner, note);
                return Told(Result.Done);
            },
            ct
        );

    public Task<Result> AddItem(string number, PlanForm form, CancellationToken ct) =>
        Run(
            number,
            async (plan, wrong) =>
            {
                if (plan.Counting >= Most)
                    return Refusals.TooMany;
                if (await ReadItem(plan, null, form, wrong, ct) is { } text)
                    db.Add(plan.Add(text, clock.GetUtcNow()));
                return Result.Done;
            },
            ct
        );

    public Task<Result> ChangeItem(string number, PlanItemId? id, int seen, PlanForm form, CancellationToken ct) =>
        Item(
            number,
            id,
            seen,
            async (plan, item, wrong) =>
            {
                if (item.State is not ItemState.Open)
                    return Refusals.NotOpen;
                if (await ReadItem(plan, item, form, wrong, ct) is not { } text)
                    return Result.Done;
                // What waits to be told is of another day, or for somebody who does not do it any more.
                if (plan.Change(item, text))
                    await notices.Withdraw(item.Id.Subject, ct);
                return Result.Done;
            },
            ct
        );

    public Task<Result> DropItem(string number, PlanItemId? id, int seen, CancellationToken ct) =>
        Item(
            number,
            id,
            seen,
            async (plan, item, _) =>
            {
                if (item.State is not ItemState.Open)
                    return Refusals.NotOpen;
                if (plan.Drop(item))
                    db.Remove(item);
                await notices.Withdraw(item.Id.Subject, ct);
                return Result.Done;
            },
            ct
        );

    /// <summary>What the partner proposed is taken, or not.</summary>
    public Task<Result> Answer(string number, PlanItemId? id, int seen, bool take, CancellationToken ct) =>
        Item(
            number,
            id,
            seen,
            (plan, item, _) =>
            {
                if (item.State is not ItemState.Proposed)
                    return Told(Refusals.NotProposed);
                plan.Answer(item, take);
                return Told(Result.Done);
            },
            ct
        );

    public Task<Result> AddRisk(string number, PlanForm form, CancellationToken ct) =>
        Run(
            number,
            (plan, wrong) =>
            {
                if (plan.Risks.Count >= Most)
                    return Told(Refusals.TooMany);
                var (words, severity, answer) = ReadRisk(form, wrong);
                if (wrong.Count == 0)
                    db.Add(plan.AddRisk(words, severity, answer, clock.GetUtcNow()));
                return Told(Result.Done);
            },
            ct
        );

    public Task<Result> ChangeRisk(string number, Guid? id, int seen, PlanForm form, CancellationToken ct) =>
        Run(
            number,
            (plan, wrong) =>
            {
                if (plan.Risks.FirstOrDefault(r => r.Id.Value == id) is not { } risk)
                    return Told(Refusals.NoPart);
                if (risk.Version != seen)
                    return Told(Refusals.Stale);
                var (words, severity, answer) = ReadRisk(form, wrong);
                if (wrong.Count == 0)
                    risk.Set(words, severity, answer, !form.Closed);
                return Told(Result.Done);
            },
            ct
        );

    private static Task<Result> Told(Result result) => Task.FromResult(result);

    private Task<Result> Item(
        string number,
        PlanItemId? id,
        int seen,
        Func<ActionPlan, PlanItem, Dictionary<string, string>, Task<Result>> act,
        CancellationToken ct
    ) =>
        Run(
            number,
            async (plan, wrong) =>
                plan.Items.FirstOrDefault(i => i.Id == id) is not { } item ? Refusals.NoPart
                : item.Version != seen ? Refusals.Stale
                : await act(plan, item, wrong),
            ct
        );

    private async Task<Result> Run(string number, Func<ActionPlan, Dictionary<string, string>, Task<Result>> act, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var desk = await PlanDesk.Take(db, number, ct);
        if (desk is not { Plan: { } plan })
            return Refusals.None;
        if (!plan.State.IsLive())
            return Refusals.Ended;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var done = await act(plan, wrong);
        if (!done.Ok)
            return done;
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        await desk.Save(ct);
        return Result.Done;
    }

    private async Task<ItemText?> ReadItem(
        ActionPlan plan,
        PlanItem? item,
        PlanForm form,
        Dictionary<string, string> wrong,
        CancellationToken ct
    )
    {
        if (form.ReadItem(wrong) is not { } text)
            return null;
        // Whoever had it and left may keep it until somebody else is named.
        var kept = item is not null && (item.Side, item.OwnerId) == (text.Side, text.Owner);
        if (
            !kept
            && text.Owner is { } owner
            && !(await PlanPeople.Of(access, plan.PartnerId, text.Side, ct)).Any(m => m.Person.Id == owner)
        )
            wrong["by"] = "Choose somebody who is there now.";
        return wrong.Count > 0 ? null : text;
    }

    private static (string Words, RiskSeverity Severity, string Answer) ReadRisk(PlanForm form, Dictionary<string, string> wrong) =>
        (
            PlanText.Line(form.Words, "words", "Say what may go wrong.", wrong),
            Enum.TryParse<RiskSeverity>(form.Severity, out var severity) && Enum.IsDefined(severity) ? severity : RiskSeverity.Medium,
            PlanText.Lines(form.Answer, "answer", wrong)
        );
}

/// <summary>Who can own an item of a side: whoever may tick it.</summary>
internal static class PlanPeople
{
    public static async Task<IReadOnlyList<MemberCard>> Of(AccessApi access, PartnerId partner, PlanSide side, CancellationToken ct) =>
        side is PlanSide.Vendor
            ? [.. (await access.StaffFor(partner, ct)).Where(m => m.May(Permissions.ManagePlans))]
            :
            [
                .. (await access.PartnerPeople(partner, ct)).Where(m =>
                    m is { Active: true, PartnerRole: { } role, Person.Email.Length: > 0 }
                    && PartnerRights.Of(role).Contains(PartnerRights.Answer)
                ),
            ];
}
