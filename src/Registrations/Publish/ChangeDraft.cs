using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Publish;

/// <summary>
/// Begins, changes and discards the workspace's one draft. A draft may be as unfinished as it likes; only what cannot be read is refused, and
/// a rule whose name another one has.
/// </summary>
public sealed class ChangeDraft(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    /// <summary>Begins one from the policy in force, or does nothing where there is one.</summary>
    public async Task<Result> Begin(CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["policy"], ct);
        if (await db.Set<PolicyDraft>().AnyAsync(ct))
            return Result.Done;
        await Add((await world.Terms(ct)).Policy, ct);
        await held.Save(ct);
        return Result.Done;
    }

    /// <param name="seen">The draft's version on the page; null: a new draft, refused where there is one.</param>
    public async Task<Result> Keep(Policy policy, IReadOnlyDictionary<string, string> unread, int? seen, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        if (unread.Count > 0)
            return PolicyFaults.Of(unread);
        await using var held = await db.Hold(["policy"], ct);
        var draft = await db.Set<PolicyDraft>().SingleOrDefaultAsync(ct);
        if (draft?.Version != seen)
            return PolicyFaults.DraftChanged;
        if (draft is null)
            await Add(policy, ct);
        else
            draft.Change(policy, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Puts a rule in the place of the one called <paramref name="name"/>, or at the end where that is null.</summary>
    public Task<Result> Put(string? name, PolicyRule rule, IReadOnlyDictionary<string, string> unread, int seen, CancellationToken ct) =>
        Change(
            seen,
            rules =>
            {
                var place = name is null ? rules.Count : rules.FindIndex(r => r.Name == name);
                if (place < 0)
                    return PolicyFaults.NoRule;
                if (rule.Name.Length == 0)
                    return Problem.Invalid("policy.rule_name", "name", "Give the rule a name: traces call it by it.");
                if (rules.Where((r, i) => i != place).Any(r => string.Equals(r.Name, rule.Name, StringComparison.OrdinalIgnoreCase)))
                    return Problem.Invalid("policy.rule_name", "name", "Another rule has this name. Each needs its own.");
                if (unread.Count > 0)
                    return PolicyFaults.Of(unread);
                if (place == rules.Count)
                    rules.Add(rule);
                else
                    rules[place] = rule;
                return null;
            },
            ct
        );

    /// <summary>Moves a rule before the one above it: the first that fits decides.</summary>
    public Task<Result> Raise(string name, int seen, CancellationToken ct) =>
        Change(
            seen,
            rules =>
            {
                var place = rules.FindIndex(r => r.Name == name);
                if (place < 1)
                    return place < 0 ? PolicyFaults.NoRule : null;
                (rules[place - 1], rules[place]) = (rules[place], rules[place - 1]);
                return null;
            },
            ct
        );

    public Task<Result> Remove(string name, int seen, CancellationToken ct) =>
        Change(seen, rules => rules.RemoveAll(r => r.Name == name) == 0 ? PolicyFaults.NoRule : null, ct);

    public async Task<Result> Discard(int seen, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["policy"], ct);
        if (await db.Set<PolicyDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return PolicyFaults.DraftChanged;
        db.Remove(draft);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Takes the draft as it is for the next version after the newest, which was published meanwhile.</summary>
    /// <param name="newest">The version that the page named: what the draft changes of it was read there.</param>
    public async Task<Result> CarryOn(int newest, int seen, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["policy"], ct);
        if (await db.Set<PolicyDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return PolicyFaults.DraftChanged;
        if (await Newest(ct) is var present && present != newest)
            return PolicyFaults.Stale(present);
        draft.CarryOn(newest, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<Result> Change(int seen, Func<List<PolicyRule>, Problem?> change, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["policy"], ct);
        if (await db.Set<PolicyDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return PolicyFaults.DraftChanged;
        var policy = draft.Read();
        var rules = policy.Rules.ToList();
        if (change(rules) is { } wrong)
            return wrong;
        draft.Change(policy with { Rules = rules }, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    private async Task Add(Policy policy, CancellationToken ct) =>
        db.Add(PolicyDraft.Begin(await Newest(ct), policy, actor.Person, clock.GetUtcNow()));

    private async Task<int> Newest(CancellationToken ct) =>
        await db.Set<PolicyVersion>().MaxAsync(p => (int?)p.Number, ct) ?? PolicyTimeline.First;
}
