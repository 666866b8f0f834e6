using Entente.Access;
using Entente.Crm.Model;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Duplicates;

/// <summary>What a person said of two accounts, or of a claimed company and an account, as it holds.</summary>
/// <param name="By">Null: Entente itself, when a word followed an account that was merged in the CRM.</param>
public sealed record SaidLine(
    CompanyVerdictId Id,
    string Left,
    string Right,
    bool Same,
    PersonId? By,
    string? ByName,
    DateTimeOffset At,
    string? Why
);

/// <summary>Every word that holds about two accounts of the CRM, or a claimed company and an account, so that none is final: the latest first. For staff.</summary>
public sealed class SaidOfAccounts(EntenteDb db, AccessApi access)
{
    public const int PageSize = 50;

    public async Task<(IReadOnlyList<SaidLine> Lines, int Total)> List(int page, CancellationToken ct)
    {
        var accounts = db.Set<AccountRow>();
        var which = Standing(db);
        var total = await which.CountAsync(ct);
        var rows = await which
            .OrderByDescending(v => v.SaidAt)
            .ThenBy(v => v.Id)
            .Skip(Math.Max(0, page - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(ct);
        var ids = rows.SelectMany(v => new[] { v.LeftMark, v.RightMark })
            .Select(CompanyMark.Account)
            .OfType<AccountId>()
            .Distinct()
            .ToList();
        var names = await accounts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Name, ct);
        var people = await access.People([.. rows.Select(v => v.SaidBy).OfType<PersonId>().Distinct()], ct);
        return (
            [
                .. rows.Select(v => new SaidLine(
                    v.Id,
                    Name(names, v.LeftMark),
                    Name(names, v.RightMark),
                    v.Same,
                    v.SaidBy,
                    v.SaidBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
                    v.SaidAt,
                    v.Why
                )),
            ],
            total
        );
    }

    public Task<int> Count(CancellationToken ct) => Standing(db).CountAsync(ct);

    internal static IQueryable<CompanyVerdict> Standing(EntenteDb db) => db.Set<CompanyVerdict>().Where(v => v.RevokedAt == null);

    private static string Name(Dictionary<AccountId, string> names, string mark) =>
        CompanyMark.Account(mark) is { } id ? names.GetValueOrDefault(id) ?? "An account that is gone" : CompanyMark.ClaimWords(mark);
}

/// <summary>Takes back what somebody said of two accounts: they are compared again, and what was to be merged is a question again.</summary>
public sealed class TakeBackVerdict(EntenteDb db, Actor actor, TimeProvider clock, CompanyVerdicts verdicts)
{
    /// <param name="id">Of a <see cref="SaidLine"/>.</param>
    public async Task<Result> Run(CompanyVerdictId id, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.Staff || !actor.May(Permissions.DecideRegistrations))
            return Forbidden;
        var found = await SaidOfAccounts.Standing(db).AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, ct);
        if (found is null)
            return Gone;
        await using var held = await db.Hold([CompanyVerdicts.Lock(found.LeftMark, found.RightMark)], ct);
        await verdicts.TakeBack(found.LeftMark, found.RightMark, ct);
        if (found.Same)
            await Reopen([.. new[] { found.LeftMark, found.RightMark }.Select(CompanyMark.Account).OfType<AccountId>()], ct);
        await held.Save(ct);
        return Result.Done;
    }

    // It was decided for all of its accounts at once; without this word it is not decided any more.
    private async Task Reopen(AccountId[] pair, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var groups = db.Set<DuplicateMember>().Where(m => pair.Contains(m.AccountId)).Select(m => m.DuplicateId);
        foreach (var choice in await db.Set<DuplicateChoice>().Where(c => c.Same && groups.Contains(c.DuplicateId)).ToListAsync(ct))
            choice.Reopen(actor.Person, now);
    }

    private static Problem Forbidden => Problem.Forbidden("duplicate.may_not", "Your role does not decide about duplicates.");

    private static Problem Gone => Problem.Conflict("duplicate.not_said", "Nobody says that any more: it was taken back, or said anew.");
}
