using Entente.Access;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Verdicts;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Duplicates;

/// <summary>What a person decides about a duplicate.</summary>
public enum DuplicateDecision
{
    /// <summary>One company: they count as one from now on, and the owner in the CRM is asked to merge them.</summary>
    Same,
    Different,
    Later,
}

/// <param name="Accounts">Those that it is said of: two at least, of this duplicate; ignored for <see cref="DuplicateDecision.Later"/>.</param>
/// <param name="Keep">Of the same: the account that stays.</param>
public sealed record DecideDuplicateInput(
    DuplicateId Id,
    DuplicateDecision? Decision,
    IReadOnlyList<AccountId> Accounts,
    AccountId? Keep = null,
    string? Why = null
);

/// <summary>
/// Decides about a duplicate. Entente never merges by itself: a person does that in the CRM, asked by a task on the account that stays; until then, and from then
/// on, what was said holds here.
/// </summary>
public sealed class DecideDuplicate(EntenteDb db, Actor actor, TimeProvider clock, CrmApi crm, CompanyVerdicts verdicts)
{
    private const int WaitDays = 30;
    private const int MostAccounts = 12;

    public async Task<Result> Run(DecideDuplicateInput input, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.Staff || !actor.May(Permissions.DecideRegistrations))
            return Forbidden;
        if (input.Decision is not { } decision || !Enum.IsDefined(decision))
            return NoDecision;
        await using var held = await db.Hold([$"crm-duplicate:{input.Id}"], ct);
        var members = await db.Set<DuplicateMember>().Where(m => m.DuplicateId == input.Id).Select(m => m.AccountId).ToListAsync(ct);
        if (members.Count == 0)
            return Gone;
        var chosen = input
            .Accounts.Distinct()
            .Where(members.Contains)
            .Order(Comparer<AccountId>.Create((a, b) => a.Value.CompareTo(b.Value)))
            .ToList();
        if (decision is not DuplicateDecision.Later && chosen.Count < 2)
            return TooFew;
        if (chosen.Count > MostAccounts)
            return TooMany;
        if (decision is DuplicateDecision.Same && (input.Keep is not { } stays || !chosen.Contains(stays)))
            return NoKeep;

        var now = clock.GetUtcNow();
        if (decision is DuplicateDecision.Later)
            (await Choice(input.Id, now, ct)).Wait(actor.Person, now.AddDays(WaitDays), now);
        else
        {
            foreach (var (left, right) in Pairs(chosen, decision, input.Keep))
                if (
                    await verdicts.Say(CompanyMark.Of(left), CompanyMark.Of(right), decision is DuplicateDecision.Same, input.Why, ct) is
                    { Ok: false } refused
                )
                    return refused;
            if (decision is DuplicateDecision.Same)
            {
                // With some of them set aside it is another duplicate, found in a moment.
                var merged = DuplicateSql.IdOf(chosen.Select(c => c.Value));
                (await Choice(merged, now, ct)).Merge(input.Keep!.Value, actor.Person, now);
                await Ask(merged, chosen, input.Keep!.Value, now, ct);
            }
        }
        await held.Save(ct);
        return Result.Done;
    }

    // The same: each with the one that stays. Different: each with each.
    private static IEnumerable<(AccountId, AccountId)> Pairs(List<AccountId> chosen, DuplicateDecision decision, AccountId? keep) =>
        decision is DuplicateDecision.Same
            ? chosen.Where(c => c != keep).Select(c => (keep!.Value, c))
            : chosen.SelectMany((a, i) => chosen.Skip(i + 1).Select(b => (a, b)));

    private async Task<DuplicateChoice> Choice(DuplicateId id, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Set<DuplicateChoice>().SingleOrDefaultAsync(c => c.DuplicateId == id, ct) is { } before)
            return before;
        var choice = DuplicateChoice.Of(id, now);
        db.Add(choice);
        return choice;
    }

    /// <summary>A task for the owner of the account that stays, in each CRM that holds two of them: only there they can be merged.</summary>
    private async Task Ask(DuplicateId id, List<AccountId> chosen, AccountId keep, DateTimeOffset now, CancellationToken ct)
    {
        var cards = (await crm.Accounts(chosen, ct)).Where(c => !c.Deleted).ToList();
        foreach (var group in cards.GroupBy(c => c.Connection).Where(g => g.Count() > 1))
        {
            var stays = group.FirstOrDefault(c => c.Id == keep) ?? group.First();
            var others = group.Where(c => c != stays).ToList();
            var tasks = await db.Set<SchemaRow>().AnyAsync(s => s.ConnectionId == group.Key && s.Kind == CrmObject.Task, ct);
            var words =
                $"{actor.Name ?? "Somebody"} compared these accounts in Entente: they are one company. Please merge into {stays.Name} ({stays.Url}): "
                + string.Join("; ", others.Select(o => $"{o.Name} ({o.Url})"))
                + ". Entente treats them as one from now on and merges nothing by itself.";
            crm.Stage(
                group.Key,
                new(
                    new(DuplicateId.SubjectKind, id.Value),
                    [
                        new(
                            tasks ? CrmObject.Task : CrmObject.Note,
                            $"merge-{id.Value:N}",
                            null,
                            Fields(stays, $"Merge duplicates of {stays.Name}", words, now, tasks),
                            [new(CrmObject.Account, stays.CrmId)]
                        ),
                    ]
                )
                {
                    Quiet = true,
                }
            );
        }
    }

    private static Dictionary<string, string?> Fields(AccountCard stays, string subject, string words, DateTimeOffset now, bool task)
    {
        var fields = new Dictionary<string, string?>
        {
            [CrmFields.Subject] = subject,
            [CrmFields.Body] = words,
            [CrmFields.At] = Canonical.Instant(now),
        };
        if (task && stays.OwnerId is { } owner)
            fields[CrmFields.OwnerId] = owner;
        return fields;
    }

    private static Problem Forbidden => Problem.Forbidden("duplicate.may_not", "Your role does not decide about duplicates.");

    private static Problem NoDecision => Problem.Invalid("duplicate.decision", "decision", "Choose what they are.");

    private static Problem Gone =>
        Problem.Conflict(
            "duplicate.gone",
            "These accounts do not stand together any more: they changed, were merged, or somebody decided."
        );

    private static Problem TooFew => Problem.Invalid("duplicate.accounts", "accounts", "Tick two accounts at least.");

    private static Problem TooMany => Problem.Invalid("duplicate.accounts", "accounts", $"Tick {MostAccounts} accounts at most.");

    private static Problem NoKeep => Problem.Invalid("duplicate.keep", "keep", "Choose the account that stays, one of those ticked.");
}
